import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { deepNetwork } from "./fixtures/runs.js";
import { twoLayers } from "./fixtures/twoLayers.js";
import { accessibilityProblems } from "./harness/accessibilityProblems.js";
import { hostOf } from "./harness/fakeHost.js";
import { stateKept } from "./harness/openView.js";
import { themeNames } from "./harness/themes.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("Modules in the graph panel", () => {
  const open = viewsInBrowser({ bundle: "graph", width: 1000, height: 900 });
  const item = (page: Page, name: string): Locator =>
    page.getByRole("treeitem").filter({ hasText: new RegExp(`^${name.replaceAll(".", "\\.")};`) });
  const isThere = (each: Locator): Promise<void> => each.waitFor({ state: "attached" });
  const isGone = (each: Locator): Promise<void> => each.waitFor({ state: "detached" });
  const isSelected = (page: Page, name: string): Promise<void> =>
    isThere(item(page, name).and(page.locator(`[aria-selected="true"]`)));
  const expanded = (page: Page, name: string) => item(page, name).getAttribute("aria-expanded");

  for (const theme of themeNames) {
    it(`are frames and closed cards in the theme ${theme}, without accessibility problems`, async () => {
      const host = hostOf(twoLayers());
      const { page } = await open(host, { theme });
      await isThere(item(page, "layers.0"));
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `graph-modules-open-${theme}`);
      await host.change({ node: 5 });
      await isSelected(page, "layers.0.key.bias");
      for (const closed of ["layers.0.key", "layers.0"]) {
        await page.getByRole("tree").press("Escape");
        await isSelected(page, closed);
      }
      await page.getByRole("tree").press("f");
      assert.deepEqual(await accessibilityProblems(page), []);
      await takePicture(page, `graph-modules-closed-${theme}`);
    });
  }

  it("are levels of the tree, which say whether they are open and what is in them", async () => {
    const { page } = await open(hostOf(twoLayers()));
    await isThere(item(page, "layers"));
    const levels = await Promise.all(
      ["layers", "layers.1", "layers.1.key", "layers.1.key.weight", "loss"].map((name) =>
        item(page, name).getAttribute("aria-level"),
      ),
    );
    assert.deepEqual(levels, ["1", "2", "3", "4", "1"]);
    assert.equal(await item(page, "layers.1").getAttribute("aria-setsize"), "2");
    assert.equal(await expanded(page, "layers.1"), "true");
    assert.equal(await expanded(page, "loss"), null);
    await page.getByRole("tree").press("m");
    await isThere(page.locator(`[aria-expanded="false"]`));
    assert.match(
      (await item(page, "layers").textContent())!,
      /^layers; module; 6 ops · 12 parameters; result \[8, 16\]/,
    );
  });

  it("close by Escape from the inside out, and open by Enter; the tensor stays selected", async () => {
    const host = hostOf(twoLayers());
    await host.change({ node: 5 });
    const { page } = await open(host);
    await isSelected(page, "layers.0.key.bias");
    const tree = page.getByRole("tree");
    for (const closed of ["layers.0.key", "layers.0", "layers"]) {
      await tree.press("Escape");
      await isSelected(page, closed);
    }
    for (const opened of ["layers.0", "layers.0.key", "layers.0.key.bias"]) {
      await tree.press("Enter");
      await isSelected(page, opened);
    }
    assert.equal(host.state.node, 5);
    assert.deepEqual(host.asked, []);
  });

  it("are walked through by arrow keys, in and out of frames", async () => {
    const host = hostOf(twoLayers());
    const { page } = await open(host);
    await isThere(item(page, "layers"));
    const tree = page.getByRole("tree");
    await tree.press("End");
    await isSelected(page, "loss");
    await tree.press("ArrowUp");
    await host.heard("selectNode 18");
    await tree.press("Escape");
    await isSelected(page, "layers.1.value");
    await tree.press("ArrowUp");
    await host.heard("selectNode 15");
  });

  for (const [what, act, beside] of [
    ["double click on card and title", (page: Page, x: number, y: number) => page.mouse.dblclick(x, y), 60],
    ["a click on the triangle", (page: Page, x: number, y: number) => page.mouse.click(x, y), 0],
  ] as const) {
    it(`open and close by ${what}, and stay where they are`, async () => {
      const { page } = await open(hostOf(twoLayers()));
      await isThere(item(page, "layers"));
      await page.getByRole("tree").press("m");
      await isThere(page.locator(`[aria-expanded="false"]`));
      const card = await findItem(page, "layers");
      await act(page, card.x + beside, card.y);
      await isThere(page.locator(`[aria-expanded="true"]`));
      const frame = await findItem(page, "layers", card.y - 12);
      assert.ok(Math.abs(frame.y - card.y) <= 8, `${frame.y} against ${card.y}`);
      await act(page, frame.x + beside, frame.y);
      await isThere(page.locator(`[aria-expanded="false"]`));
      assert.deepEqual(await findItem(page, "layers", card.y - 12), card);
    });
  }

  it("open all and close all by the toolbar", async () => {
    const { page } = await open(hostOf(twoLayers()));
    await page.getByRole("button", { name: "Close all modules" }).click();
    await isGone(item(page, "layers.0"));
    await page.getByRole("button", { name: "Open all modules" }).click();
    await isThere(item(page, "layers.0.key.bias"));
  });

  it("are opened by the search for what is in them", async () => {
    const { page } = await open(hostOf(twoLayers()));
    await isThere(item(page, "layers"));
    await page.getByRole("tree").press("m");
    await isGone(item(page, "layers.0"));
    await page.getByRole("tree").press("/");
    await page.keyboard.type("layers.1.key.bias");
    await page.getByText("1 found").waitFor();
    await page.keyboard.press("Enter");
    await isSelected(page, "layers.1.key.bias");
    assert.equal(await expanded(page, "layers.0"), "false");
  });

  it("that are closed stand for the tensor in them that was selected elsewhere", async () => {
    const host = hostOf(twoLayers());
    const { page } = await open(host);
    await isThere(item(page, "layers"));
    await page.getByRole("tree").press("m");
    await isGone(item(page, "layers.0"));
    await host.change({ node: 14 });
    await isSelected(page, "layers");
  });

  it("are open and closed as they were left", async () => {
    const host = hostOf(twoLayers());
    await host.change({ node: 5 });
    const { page } = await open(host);
    await isSelected(page, "layers.0.key.bias");
    await page.getByRole("tree").press("Escape");
    await isSelected(page, "layers.0.key");
    await stateKept(page, { node: 5, modules: { closed: ["layers.0.key"] } });
    await page.reload();
    await isSelected(page, "layers.0.key");
    assert.equal(await expanded(page, "layers.0.value"), "true");
  });

  it("have no button where there are none", async () => {
    const { page } = await open(hostOf(deepNetwork(100)));
    await page.getByRole("treeitem").first().waitFor({ state: "attached" });
    assert.equal(await page.getByRole("button", { name: /all modules/ }).count(), 0);
  });
});

/** Where on the page an item begins, of which something lies in the middle of the view below the height. */
async function findItem(page: Page, name: string, from = 60): Promise<{ readonly x: number; readonly y: number }> {
  for (let y = from; y < 850; y += 20) {
    for (let x = 380; x < 500; x += 60) {
      if (!(await isAt(page, name, x, y))) continue;
      while (await isAt(page, name, x, y - 4)) y -= 4;
      while (await isAt(page, name, x - 16, y + 8)) x -= 16;
      while (await isAt(page, name, x - 2, y + 8)) x -= 2;
      return { x: x + 10, y: y + 12 };
    }
  }
  throw new Error(`There is no ${name}.`);
}

async function isAt(page: Page, name: string, x: number, y: number): Promise<boolean> {
  await page.mouse.move(x, y);
  return (await page.locator("canvas").getAttribute("title"))?.startsWith(`${name}\n`) === true;
}
