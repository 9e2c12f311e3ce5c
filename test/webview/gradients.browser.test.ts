import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { chainRule, deepNetwork, hostile, smallMatrices, thinned } from "./fixtures/runs.js";
import { accessibilityProblems } from "./harness/accessibilityProblems.js";
import { createFakeHost, hostOf, nothingRan, stateOf } from "./harness/fakeHost.js";
import { stateKept, tabStops } from "./harness/openView.js";
import { themeNames } from "./harness/themes.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("The Gradients view in a browser", () => {
  const open = viewsInBrowser({ bundle: "gradients", width: 330, height: 520 });
  const rows = (page: Page): Locator => page.locator(".tensor");
  const slider = (page: Page): Locator => page.getByRole("slider");

  for (const theme of themeNames) {
    it(`lists every tensor and has no accessibility problem in the theme ${theme}`, async () => {
      const host = hostOf(chainRule(50));
      await host.change({ node: 0, pass: 12 });
      const { page } = await open(host, { theme });
      await rows(page).nth(7).waitFor();
      assert.equal(await rows(page).count(), 8);
      assert.equal(
        await rows(page).nth(1).innerText(),
        "x, scalar, input, value 4, gradient null: it does not require grad\n○\nx\nscalar\n4\nnot required",
      );
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `gradients-${theme}`);
    });
  }

  it("chooses passes by dragging along the loss curve", async () => {
    const host = hostOf(chainRule(50));
    const { page } = await open(host);
    const box = (await slider(page).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 3, box.y + 50, { steps: 5 });
    await page.mouse.up();
    await page.getByText("pass 1/50").waitFor();
    await host.heard("selectPass 0");
  });

  it("chooses passes by keyboard, and says which", async () => {
    const host = hostOf(chainRule(50));
    const { page } = await open(host);
    await slider(page).focus();
    for (const [key, pass] of [
      ["Home", 0],
      ["ArrowRight", 1],
      ["ArrowUp", 2],
      ["PageUp", 7],
      ["]", 8],
      ["[", 7],
      ["ArrowLeft", 6],
      ["End", 49],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`[role=slider][aria-valuenow="${pass + 1}"]`).waitFor();
    }
    await page.locator(`[role=slider][aria-valuetext="pass 50 of 50, loss 4.696e−8"]`).waitFor();
    assert.equal(await slider(page).getAttribute("aria-valuemin"), "1");
    assert.equal(await slider(page).getAttribute("aria-valuemax"), "50");
  });

  it("selects the tensor that is clicked, and reveals its source on Enter and double click", async () => {
    const host = hostOf(chainRule(5));
    const { page } = await open(host);
    await rows(page).nth(3).click();
    await page.locator(`#tensor-3[aria-selected="true"]`).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.locator(`#tensor-4[aria-selected="true"]`).waitFor();
    await page.keyboard.press("Enter");
    await rows(page).nth(0).dblclick();
    await host.heard("revealSource 0");
    assert.deepEqual(
      host.asked.filter((each) => !each.startsWith("selectNode 0")),
      ["selectNode 3", "selectNode 4", "revealSource 4", "revealSource 0"],
    );
  });

  it("scrolls to the tensor that was selected elsewhere, among 1,000", async () => {
    const host = hostOf(deepNetwork(1000));
    const { page } = await open(host);
    await rows(page).first().waitFor();
    assert.ok((await rows(page).count()) < 60);
    await host.change({ node: 700 });
    const row = page.locator("#tensor-700");
    await row.waitFor();
    const [list, box] = [await page.locator(".list").boundingBox(), await row.boundingBox()];
    assert.ok(box!.y >= list!.y && box!.y + box!.height <= list!.y + list!.height + 1);
    await takePicture(page, "gradients-deep");
  });

  it("has the full numbers and the reason for a null gradient in tooltips", async () => {
    const { page } = await open(hostOf(smallMatrices()));
    assert.equal(
      await rows(page).nth(0).locator(".gradient").getAttribute("title"),
      "gradient\n[[4.5, 4.5], [4.5, 4.5]]\n|∇| is the L2 norm, √Σ∇², over the finite entries",
    );
    const missing = rows(page).nth(4).locator(".gradient");
    assert.equal(await missing.innerText(), "not reached");
    assert.match((await missing.getAttribute("title"))!, /did not reach it/);
  });

  it("aligns numbers at the decimal point", async () => {
    const { page } = await open(hostOf(chainRule(50)));
    await rows(page).first().waitFor();
    for (const column of ["value", "gradient"]) {
      const parts = await page.locator(`.tensor .${column} .part`).all();
      const lefts = await Promise.all(parts.map(async (part) => Math.round((await part.boundingBox())!.x)));
      assert.equal(new Set(lefts).size, 1, `${column}: ${lefts}`);
    }
  });

  const sizes = [120, 160, 240, 400].flatMap((height) => [200, 260, 400].map((width) => ({ width, height })));
  for (const { width, height } of sizes) {
    it(`has tensors to see and cuts nothing off at ${width} × ${height}`, async () => {
      const { page } = await open(hostOf(width === 260 ? deepNetwork(30) : chainRule(50)), { width, height });
      await rows(page).first().waitFor();
      for (const cell of await page.locator(".cell:visible").all()) {
        const box = (await cell.boundingBox())!;
        assert.ok(box.x >= 0 && box.x + box.width <= width);
      }
      const [chart, list, row] = await Promise.all(
        [slider(page), page.locator(".list"), rows(page).first()].map((each) => each.boundingBox()),
      );
      assert.ok(chart!.y >= 0 && chart!.y + chart!.height <= list!.y);
      assert.ok(Math.round(list!.y + list!.height) <= height);
      assert.ok(list!.height >= 1.5 * row!.height, `${list!.height} for rows of ${row!.height}`);
      assert.equal(await page.locator(".gradients").evaluate((view) => view.scrollHeight - view.clientHeight), 0);
      await takePicture(page, `gradients-${width}x${height}`);
    });
  }

  it("says in a low view too what went wrong, and leaves room for a tensor", async () => {
    const host = hostOf(chainRule(5));
    const { page } = await open(host, { width: 260, height: 120 });
    const range = { line: 12, column: 3, endLine: 12, endColumn: 9 };
    const error = { name: "TypeError", message: "no\n".repeat(9), file: "/a.ts", range, stack: "" };
    await host.changeRun({ ended: { status: "failed", durationMs: 12, exitCode: null, error } });
    await page.getByText("line 12").click();
    const [row, list] = [await rows(page).first().boundingBox(), await page.locator(".list").boundingBox()];
    assert.ok(list!.y + list!.height <= 120 && list!.height >= row!.height);
  });

  it("has no chart of a run that ended with one pass: there is nothing to choose", async () => {
    const { page } = await open(hostOf(chainRule(1)));
    await rows(page).first().waitFor();
    assert.equal(await slider(page).count(), 0);
  });

  it("is as it was left when it is shown again", async () => {
    const host = hostOf(deepNetwork(300));
    await host.change({ node: 3 });
    const { page } = await open(host);
    const list = page.locator(".list");
    await page.locator("#tensor-3").waitFor();
    await list.evaluate((element) => (element.scrollTop = 2000));
    await stateKept(page, { lists: [{ scrollTop: 2000 }] });
    await page.reload();
    await rows(page).first().waitFor();
    assert.equal(await list.evaluate((element) => element.scrollTop), 2000);
    await host.change({ node: 1 });
    await page.locator(`#tensor-1[aria-selected="true"]`).waitFor();
    assert.equal(await list.evaluate((element) => element.scrollTop), 24);
  });

  it("is walked through by Tab, and the focus is seen at each place", async () => {
    const host = hostOf(chainRule(5));
    const { page } = await open(host);
    await rows(page).first().waitFor();
    assert.deepEqual(await tabStops(page, 4), ["Run again", "Show Graph", "Pass", "Tensors of the selected pass"]);
  });

  it("shows hostile names as text, and NaN and infinities", async () => {
    const { page } = await open(hostOf(hostile()), { theme: "light" });
    await rows(page).nth(6).waitFor();
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.title(), "gradients");
    assert.match(await rows(page).nth(0).innerText(), /<img src=x onerror="document.title='owned'">/);
    assert.match(await rows(page).nth(1).innerText(), /line one⏎line two⏎ line three/);
    await takePicture(page, "gradients-hostile");
  });

  it("says when a pass was thinned, and when it is gone", async () => {
    const host = hostOf(thinned());
    const { page } = await open(host);
    await host.change({ pass: 15 });
    await page.getByText("Of this pass only the norms are kept.").waitFor();
    await host.change({ pass: 2 });
    await page.getByText("Pass 3 is no longer kept").waitFor();
    assert.equal(await rows(page).count(), 0);
  });

  it("shows an error with a way to its place, and all that was recorded", async () => {
    const host = hostOf(chainRule(5));
    const { page } = await open(host);
    const range = { line: 12, column: 3, endLine: 12, endColumn: 9 };
    const error = { name: "TypeError", message: "w.foo is not a function\n<b>", file: "/a.ts", range, stack: "" };
    await host.changeRun({ ended: { status: "failed", durationMs: 12, exitCode: null, error } });
    await page.getByText("TypeError: w.foo is not a function").waitFor();
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 8);
    await page.getByText("line 12, column 3").click();
    await page.getByRole("button", { name: "Show Graph" }).click();
    await page.getByRole("button", { name: "Run again" }).click();
    await host.heard("runAgain");
    assert.deepEqual(host.asked, ["revealError", "showGraph", "runAgain"]);
    assert.deepEqual(await accessibilityProblems(page), []);
    await takePicture(page, "gradients-error");
  });

  it("says what PyTorch's words leave out: the tensors' names and shapes, and the module", async () => {
    const host = hostOf(chainRule(5));
    const { page } = await open(host);
    const unwritten = { dtype: "float32", viewedAs: null, madeAt: null, writtenAt: null };
    const error = {
      name: "RuntimeError",
      message: "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
      file: "/a.ts",
      range: { line: 12, column: 3, endLine: 12, endColumn: 9 },
      stack: "",
      tensors: [
        { ...unwritten, name: "w", shape: [2, 3] },
        { ...unwritten, name: null, shape: [4, 5] },
      ],
      module: "hidden (Linear)",
    };
    await host.changeRun({ ended: { status: "failed", durationMs: 12, exitCode: null, error } });
    await page.getByText("w [2, 3] · a tensor [4, 5] · in hidden (Linear)").waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await takePicture(page, "gradients-error-details");
  });

  it("has the number of the pass whose loss it shows, while a newer one is still to be read", async () => {
    const host = hostOf(chainRule(50));
    const { page } = await open(host);
    await page.getByText("pass 50/50").waitFor();
    const isRead = host.holdPasses();
    await host.change({ pass: 3 });
    await page.locator(`[role=slider][aria-valuenow="4"]`).waitFor();
    assert.equal(await page.locator(".numbers").innerText(), "pass 50/50\nloss 4.696e−8");
    isRead();
    await page.getByText("pass 4/50").waitFor();
  });

  it("says how the run ended where there is room for it, and never a part of it", async () => {
    for (const [width, isSeen] of [
      [330, true],
      [220, false],
    ] as const) {
      const { page } = await open(hostOf(chainRule(5)), { width });
      const [title, phase] = [page.locator(".title"), page.getByText("completed in 42 ms")];
      await phase.waitFor({ state: "attached" });
      const [{ y, height }, box] = [(await title.boundingBox())!, (await phase.boundingBox())!];
      assert.equal(box.y < y + height - 1, isSeen, `${width}: ${box.y} in ${y} ${height}`);
    }
  });

  it("offers what helps where there is nothing to show", async () => {
    const host = createFakeHost(chainRule(1), nothingRan);
    const { page } = await open(host);
    await page.getByRole("button", { name: "Run chainRule.ts" }).click();
    await page.getByRole("button", { name: "Open an example" }).click();
    await host.change({ trusted: false });
    await page.getByText("Restricted Mode").waitFor();
    await page.getByRole("button", { name: "Manage Workspace Trust" }).click();
    await host.heard("manageTrust");
    assert.deepEqual(host.asked, ["run", "openExample", "manageTrust"]);
    assert.deepEqual(await accessibilityProblems(page), []);
    await takePicture(page, "gradients-untrusted");
  });

  it("follows a run of 2,000 passes live, and nothing moves but the numbers", async () => {
    const run = chainRule(2000);
    const host = createFakeHost(run, stateOf(run, { phase: "running", ended: null, passesTotal: 1 }));
    const { page } = await open(host);
    await rows(page).first().waitFor();
    const places = async () => Promise.all((await rows(page).all()).map((row) => row.boundingBox()));
    const before = await places();
    for (let total = 20; total <= 2000; total += 20) {
      await host.changeRun({ passesTotal: total });
      await host.change({ pass: total - 1 });
    }
    await page.getByText("pass 2000/2000").waitFor();
    await page.locator(`[role=slider][aria-valuetext^="pass 2000 of 2000, loss"]`).waitFor();
    assert.deepEqual(await places(), before);
    // Changes came as fast as they were taken; reading passes and the curve kept its own pace.
    assert.ok(host.calls.get("readPass")! <= 101);
    assert.ok(host.calls.get("lossSeries")! <= 60, `${host.calls.get("lossSeries")}`);
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 1);
  });
});
