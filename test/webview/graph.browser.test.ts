import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { broken } from "./fixtures/broken.js";
import { allSigns, chainRule, deepNetwork, hostile, oneTensor, smallMatrices, thinned } from "./fixtures/runs.js";
import { accessibilityProblems } from "./harness/accessibilityProblems.js";
import { createFakeHost, hostOf, nothingRan } from "./harness/fakeHost.js";
import { stateKept, tabStops } from "./harness/openView.js";
import { themeNames } from "./harness/themes.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("The graph panel in a browser", () => {
  const open = viewsInBrowser({ bundle: "graph", width: 900, height: 800 });
  const items = (page: Page): Locator => page.getByRole("treeitem");
  const selected = (page: Page, name: string): Promise<void> =>
    page
      .locator(`[role=treeitem][aria-selected="true"]`, { hasText: new RegExp(`^${name};`) })
      .waitFor({ state: "attached" });
  const shoot = (page: Page, name: string) => takePicture(page, `graph-${name}`);
  const picture = (page: Page): Promise<Buffer> => page.locator(".stage").screenshot({ caret: "initial" });

  for (const theme of themeNames) {
    it(`draws the graph and has no accessibility problem in the theme ${theme}`, async () => {
      const host = hostOf(chainRule(50));
      await host.change({ pass: 0, node: 0 });
      const { page } = await open(host, { theme });
      await selected(page, "w");
      assert.deepEqual(await accessibilityProblems(page), []);
      await shoot(page, theme);
    });
  }

  it("follows a change of the theme", async () => {
    const { page, setTheme } = await open(hostOf(chainRule(5)));
    await items(page).first().waitFor({ state: "attached" });
    const dark = await picture(page);
    await setTheme("light");
    assert.ok(!dark.equals(await picture(page)));
    await setTheme("dark");
    assert.ok(dark.equals(await picture(page)));
  });

  it("has the same content as a tree", async () => {
    const host = hostOf(chainRule(1));
    const { page } = await open(host);
    await items(page).nth(7).waitFor({ state: "attached" });
    assert.equal(await items(page).count(), 8);
    assert.equal(
      await items(page).nth(2).textContent(),
      "z1; mul, scalar float32; line 6; value 4; gradient −4; from w, x; to + z2",
    );
    assert.equal(await items(page).nth(7).getAttribute("aria-level"), "1");
  });

  it("walks along edges by keyboard, reveals source and clears", async () => {
    const host = hostOf(chainRule(3));
    const { page } = await open(host);
    await items(page).first().waitFor({ state: "attached" });
    await page.getByRole("tree").focus();
    for (const [key, name] of [
      ["ArrowUp", "L"],
      ["ArrowUp", "z3"],
      ["ArrowUp", "z2"],
      ["ArrowRight", "y"],
      ["ArrowLeft", "z2"],
      ["ArrowUp", "z1"],
      ["ArrowDown", "z2"],
      ["Home", "w"],
      ["End", "L"],
    ] as const) {
      await page.keyboard.press(key);
      await selected(page, name);
    }
    await shoot(page, "focused");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.locator(`[role=tree]:not([aria-activedescendant])`).waitFor({ state: "attached" });
    await host.heard("selectNode null");
    assert.deepEqual(host.asked.slice(-2), ["revealSource 7", "selectNode null"]);
  });

  it("goes to other passes by keyboard and buttons, and the layout stays", async () => {
    const host = hostOf(chainRule(3));
    const { page } = await open(host);
    await page.getByRole("tree").focus();
    await page.keyboard.press("[");
    await page.getByText("pass 2/3").waitFor();
    await page.getByRole("button", { name: "Previous pass" }).click();
    await page.getByText("pass 1/3").waitFor();
    await items(page).filter({ hasText: "value 1; gradient −16" }).waitFor({ state: "attached" });
    await page.keyboard.press("]");
    await page.getByText("pass 2/3").waitFor();
    assert.equal(host.calls.get("readTopology"), 1);
  });

  it("selects the node that is clicked, nothing beside it, and reveals its source on double click", async () => {
    const host = hostOf(chainRule(1));
    const { page } = await open(host, { width: 700, height: 700 });
    await items(page).first().waitFor({ state: "attached" });
    const box = await findCard(page, "L");
    await page.mouse.click(box.x, box.y);
    await selected(page, "L");
    await page.mouse.dblclick(box.x, box.y);
    await page.mouse.click(5, box.y);
    await page.locator(`[role=tree]:not([aria-activedescendant])`).waitFor({ state: "attached" });
    await host.heard("selectNode null");
    assert.deepEqual(new Set(host.asked), new Set(["selectNode 7", "revealSource 7", "selectNode null"]));
  });

  it("pans by drag and wheel, zooms by ctrl and wheel, and fits again", async () => {
    const { page } = await open(hostOf(chainRule(1)));
    await items(page).first().waitFor({ state: "attached" });
    await page.getByRole("tree").focus();
    await page.keyboard.press("f");
    const fitted = await picture(page);
    const changed = async (what: string) => assert.ok(!fitted.equals(await picture(page)), what);
    await page.mouse.move(60, 300);
    await page.mouse.down();
    await page.mouse.move(160, 380, { steps: 4 });
    await page.mouse.up();
    await changed("drag");
    await page.keyboard.press("f");
    await settled(page);
    assert.ok(fitted.equals(await picture(page)));
    await page.mouse.wheel(0, 120);
    await settled(page);
    await changed("wheel");
    await page.getByRole("button", { name: "Fit" }).click();
    await page.mouse.move(300, 300);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    await settled(page);
    await changed("ctrl and wheel");
    await page.getByRole("button", { name: "Zoom out" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
  });

  it("searches, goes from match to match, and comes back to the graph", async () => {
    const host = hostOf(deepNetwork(1000));
    const { page } = await open(host);
    await page.getByRole("tree").focus();
    await page.keyboard.press("/");
    await page.keyboard.type("bias layers.12");
    await page.getByText("11 found").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("1 of 11").waitFor();
    await selected(page, "layers.12.bias");
    await page.keyboard.press("Shift+Enter");
    await page.getByText("11 of 11").waitFor();
    await shoot(page, "search");
    await page.keyboard.type("[]f/");
    assert.equal(host.state.pass, 2);
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("tree").evaluate((tree) => tree.matches(":focus")), true);
  });

  it("brings the tensor that was selected elsewhere into view, among 1,000", async () => {
    const host = hostOf(deepNetwork(1000));
    const { page } = await open(host);
    await items(page).first().waitFor({ state: "attached" });
    const before = await picture(page);
    await shoot(page, "deep");
    await host.change({ node: 400 });
    await selected(page, "h99");
    await settled(page);
    assert.ok(!before.equals(await picture(page)));
    await page.getByRole("button", { name: "Fit" }).click();
    await settled(page);
    await shoot(page, "deep-whole");
  });

  it("shows hostile names as text", async () => {
    const { page } = await open(hostOf(hostile()), { theme: "light", width: 1300 });
    await items(page).nth(6).waitFor({ state: "attached" });
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.title(), "graph");
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, "hostile");
  });

  it("shows small matrices with their numbers", async () => {
    const { page } = await open(hostOf(smallMatrices()));
    await items(page)
      .filter({
        hasText: "a; leaf, [2, 2] float32; line 4; value [[1, 1], [1, 1]]; gradient [[4.5, 4.5], [4.5, 4.5]]; to + b",
      })
      .waitFor({ state: "attached" });
    await shoot(page, "matrices");
  });

  it("says of a pass that its backward failed", async () => {
    const host = hostOf(broken(3, { failed: (pass) => pass === 1 }));
    const { page } = await open(host);
    await items(page).first().waitFor({ state: "attached" });
    assert.equal(await page.locator(".note").count(), 0);
    await host.change({ pass: 1 });
    await page.getByText("Backward failed: what it had not reached has no gradient.").waitFor();
    await shoot(page, "failed");
  });

  it("says what is not kept of a pass", async () => {
    const host = hostOf(thinned());
    const { page } = await open(host);
    for (const [pass, text] of [
      [15, "Of this pass only the norms are kept."],
      [7, "The graph of pass 8 is no longer kept."],
      [2, "Pass 3 is no longer kept"],
    ] as const) {
      await host.change({ pass });
      await page.getByText(text).waitFor();
    }
  });

  for (const theme of themeNames) {
    it(`tells signs apart not by colour alone in the theme ${theme}`, async () => {
      const { page } = await open(hostOf(allSigns()), { theme });
      await items(page).nth(6).waitFor({ state: "attached" });
      const legend = await page.getByRole("list", { name: "Legend" }).getByRole("listitem").allInnerTexts();
      assert.deepEqual(
        legend.map((text) => text.replaceAll("\n", " ")),
        ["gradient ↑, wider: larger", "+ positive", "− negative", "± mixed", "0 zero", "! NaN, ∞"].concat(
          "data",
          "no gradient",
        ),
      );
      await shoot(page, `signs-${theme}`);
    });
  }

  for (const [name, run, text] of [
    ["one tensor", oneTensor(), null],
    ["no tensor", { ...oneTensor(), topologies: [{ id: 0, nodes: [] }] }, "This pass has no tensors."],
  ] as const) {
    it(`shows a graph of ${name}`, async () => {
      const { page } = await open(hostOf(run), { width: 512, height: 400 });
      await page.getByText("pass 1/1").waitFor();
      if (text === null) await items(page).first().waitFor({ state: "attached" });
      else await page.getByText(text).waitFor();
      for (const key of ["ArrowUp", "ArrowLeft", "End", "f", "+", "-"]) await page.getByRole("tree").press(key);
      await shoot(page, name.replace(" ", "-"));
    });
  }

  it("begins anew with a new run: neither the old graph nor the old camera stays", async () => {
    const host = hostOf(deepNetwork(200));
    const { page } = await open(host);
    await items(page).first().waitFor({ state: "attached" });
    const first = await picture(page);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await settled(page);
    assert.ok(!first.equals(await picture(page)));
    const { run } = host.state;
    await host.change({ run: { ...run!, number: 2 }, node: null });
    await settled(page);
    await page.getByRole("tree").blur();
    await settled(page);
    assert.ok(first.equals(await picture(page)));
  });

  it("is as it was left when it is shown again", async () => {
    const host = hostOf(deepNetwork(200));
    await host.change({ node: 4 });
    const { page } = await open(host);
    await selected(page, "h0");
    for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Zoom out" }).click();
    await page.mouse.move(300, 300);
    await page.mouse.wheel(0, 900);
    await page.getByRole("textbox").fill("bias");
    await page.getByText("49 found").waitFor();
    await stateKept(page, { query: "bias" });
    await page.getByRole("textbox").blur();
    await settled(page);
    const before = await picture(page);
    await page.reload();
    await selected(page, "h0");
    await page.getByText("49 found").waitFor();
    await settled(page);
    assert.ok(before.equals(await picture(page)));
  });

  it("is walked through by Tab, and the focus is seen at each place", async () => {
    const { page } = await open(hostOf(chainRule(3)));
    await items(page).first().waitFor({ state: "attached" });
    const stops = await tabStops(page, 6);
    assert.deepEqual(stops.slice(0, 5), [
      "Search names, ops, lines",
      "Fit (f)",
      "Zoom out (−)",
      "Zoom in (+)",
      "Previous pass ([)",
    ]);
    assert.match(stops[5]!, /^Graph of 8 tensors/);
  });

  it("offers what helps where there is nothing to show", async () => {
    const host = createFakeHost(chainRule(1), nothingRan);
    const { page } = await open(host);
    await page.getByRole("button", { name: "Open an example" }).click();
    await host.heard("openExample");
    assert.deepEqual(await accessibilityProblems(page), []);
  });
});

/** Two frames on, everything that was asked for has been drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`);
}

/** Where on the page a node's card is: the point whose tooltip begins with its name. */
async function findCard(page: Page, name: string): Promise<{ x: number; y: number }> {
  for (let y = 60; y < 680; y += 24) {
    for (let x = 40; x < 660; x += 60) {
      await page.mouse.move(x, y);
      const title = await page.locator("canvas").getAttribute("title");
      if (title?.startsWith(`${name}\n`)) return { x, y };
    }
  }
  throw new Error(`There is no card of ${name}.`);
}
