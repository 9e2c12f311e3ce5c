import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { broken } from "./fixtures/broken.js";
import { chainRule } from "./fixtures/runs.js";
import { twoLosses } from "./fixtures/twoLosses.js";
import { accessibilityProblems } from "./harness/accessibilityProblems.js";
import { createFakeHost, hostOf, stateOf } from "./harness/fakeHost.js";
import { themeNames } from "./harness/themes.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("The history of a run in a browser", () => {
  const open = viewsInBrowser({ bundle: "gradients", width: 330, height: 420 });
  const slider = (page: Page) => page.getByRole("slider");
  const finding = (page: Page) => page.locator(".finding");
  const atPass = (page: Page, pass: number) => page.locator(`[role=slider][aria-valuenow="${pass}"]`).waitFor();

  for (const theme of themeNames) {
    it(`marks passes with a loss or gradients that are not finite, in the theme ${theme}`, async () => {
      const run = broken(120, { loss: (pass) => pass > 30 && pass < 45, gradient: (pass) => pass === 16 || pass > 90 });
      const host = hostOf(run);
      await host.change({ pass: 60 });
      const { page } = await open(host, { theme });
      await finding(page).waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `gradients-notches-${theme}`);
    });
  }

  for (const theme of themeNames) {
    it(`shows a pass that failed as one without a loss, in the theme ${theme}`, async () => {
      const host = hostOf(broken(40, { failed: (pass) => pass === 12 || pass > 36 }));
      await host.change({ pass: 20 });
      const { page } = await open(host, { theme, width: 260 });
      await page.getByRole("button", { name: "Backward failed, first in pass 13" }).click();
      await page.locator(".status .which + .nonFinite", { hasText: "backward failed" }).waitFor();
      await page.locator(`[role=slider][aria-valuetext="pass 13 of 40, backward failed"]`).waitFor();
      assert.equal(await page.locator(".status", { hasText: "loss" }).count(), 0);
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `gradients-failed-${theme}`);
    });
  }

  it("says what is wrong, and leads to where it began", async () => {
    const { page } = await open(hostOf(broken(60, { gradient: (pass) => pass >= 16 })));
    await page.getByRole("button", { name: "NaN or ∞ since pass 17: gradients" }).click();
    await atPass(page, 17);
    const description = page.locator(`#${await slider(page).getAttribute("aria-describedby")}`);
    assert.match(
      await description.innerText(),
      /^44 passes have a gradient that is not finite; the first is pass 17\./,
    );
  });

  it("goes from notch to notch by the keys n and p", async () => {
    const bad = [5, 6, 20, 50];
    const { page } = await open(hostOf(broken(60, { gradient: (pass) => bad.includes(pass) })));
    await finding(page).waitFor();
    await slider(page).focus();
    for (const [key, pass] of [
      ["p", 51],
      ["p", 21],
      ["p", 6],
      ["n", 21],
      ["Home", 1],
      ["n", 6],
    ] as const) {
      await page.keyboard.press(key);
      await atPass(page, pass);
    }
  });

  it("tells of the notch under the pointer, and otherwise of the keys", async () => {
    const { page } = await open(hostOf(broken(101, { gradient: (pass) => pass === 50 })));
    await finding(page).waitFor();
    const box = (await slider(page).boundingBox())!;
    await slider(page).hover({ position: { x: box.width / 2, y: 20 } });
    await page.locator(`.chart[title="pass 51: 1 pass has a gradient that is not finite"]`).waitFor();
    await slider(page).hover({ position: { x: 20, y: 20 } });
    await page.locator(`.chart[title*="n and p go to the next"]`).waitFor();
  });

  it("finds the first of 20,000 passes of which most are not finite, and draws one band", async () => {
    const run = broken(20_000, { gradient: (pass) => pass >= 12_345, loss: (pass) => pass >= 12_400 });
    const { page } = await open(hostOf(run), { width: 200 });
    await finding(page).click();
    await atPass(page, 12_346);
    await takePicture(page, "gradients-notches-all");
  });

  for (const [width, height] of [
    [260, 120],
    [260, 180],
    [200, 240],
  ] as const) {
    it(`leaves room for a tensor beside what is wrong at ${width} × ${height}`, async () => {
      const run = broken(60, { gradient: (pass) => pass > 20, loss: (pass) => pass > 30 });
      const { page } = await open(hostOf(run), { width, height });
      await finding(page).waitFor({ state: "attached" });
      const [list, row] = await Promise.all(
        [".list", ".tensor"].map((each) => page.locator(each).first().boundingBox()),
      );
      assert.ok(list!.height >= row!.height && list!.y + list!.height <= height + 0.5, `${list!.y} ${list!.height}`);
      await takePicture(page, `gradients-finding-${width}x${height}`);
    });
  }

  it("says nothing where all is finite", async () => {
    const { page } = await open(hostOf(chainRule(50)));
    await page.locator(".spark svg").first().waitFor();
    assert.equal(await finding(page).count(), 0);
    assert.equal(await slider(page).getAttribute("aria-describedby"), null);
  });

  for (const theme of themeNames) {
    it(`draws a line for each place that called backward, in the theme ${theme}`, async () => {
      const { run, calls } = twoLosses(200);
      const host = createFakeHost(run, stateOf(run, { calls }));
      const { page } = await open(host, { theme });
      await page.locator(`.call[aria-current="true"]`, { hasText: "line 34" }).waitFor();
      await page.locator(".spark svg").first().waitFor();
      assert.equal(host.calls.get("lossSeries"), 3);
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `gradients-two-losses-${theme}`);
      await page.getByRole("button", { name: "line 21" }).click();
      await atPass(page, 199);
      await page.locator(`.call[aria-current="true"]`, { hasText: "line 21" }).waitFor();
    });
  }

  it("says that there is no loss where backward began at more than one number", async () => {
    const run = chainRule(5);
    const passes = run.passes.map((pass) => (pass.kind === "full" ? { ...pass, loss: null } : pass));
    const { page } = await open(hostOf({ ...run, passes }));
    await page.locator(`[role=slider][aria-valuetext="pass 5 of 5"]`).waitFor();
    await page.locator(".spark svg").first().waitFor();
    await takePicture(page, "gradients-no-loss");
  });
});
