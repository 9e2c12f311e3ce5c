import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { namedLayers } from "./fixtures/namedLayers.js";
import { chainRule, deepNetwork } from "./fixtures/runs.js";
import { twoLayers } from "./fixtures/twoLayers.js";
import { twoLosses } from "./fixtures/twoLosses.js";
import { createFakeHost, hostOf, stateOf } from "./harness/fakeHost.js";
import { stateKept } from "./harness/openView.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("The list of tensors in a browser", () => {
  const open = viewsInBrowser({ bundle: "gradients", width: 330, height: 520 });
  const list = (page: Page) => page.locator(".list");
  const scrollTop = (page: Page): Promise<number> => list(page).evaluate((element) => element.scrollTop);
  const scrollTo = (page: Page, top: number): Promise<number> =>
    list(page).evaluate((element, y) => (element.scrollTop = y), top);
  it("is for each script as that one was left", async () => {
    const host = hostOf(twoLayers());
    const { page } = await open(host);
    const first = host.state;
    const other = { ...first, run: { number: 2, state: stateOf(deepNetwork(300)).run!.state } };
    await page.locator(".group", { hasText: "layers.0.query" }).click();
    await scrollTo(page, 90);
    await stateKept(page, { lists: [{ scrollTop: 90, closed: ["layers.0.query"] }] });
    await host.change(other);
    await page.getByText("deepNetwork.ts").waitFor();
    await page.locator(".group").first().waitFor();
    assert.equal(await scrollTop(page), 0);
    assert.equal(await page.locator(`.group[aria-expanded="false"]`).count(), 0);
    await host.change(first);
    await page.locator(`.group[aria-expanded="false"]`).waitFor();
    assert.equal(await scrollTop(page), 90);
  });

  it("shows the selected tensor again in a lower view, if it was seen before", async () => {
    const host = hostOf(chainRule(50));
    await host.change({ node: 6 });
    const { page } = await open(host, { height: 700 });
    await page.locator("#tensor-6").waitFor();
    await stateKept(page, { lists: [{ isSeen: true, scrollTop: 0 }] });
    await page.setViewportSize({ width: 330, height: 200 });
    await page.reload();
    await page.locator("#tensor-6").waitFor();
    assert.ok((await scrollTop(page)) > 0);
  });

  it("stays where it was scrolled to while passes come, whatever graph they have", async () => {
    const { run, calls } = twoLosses(60);
    const host = createFakeHost(run, stateOf(run, { phase: "running", ended: null, passesTotal: 20, calls }));
    await host.change({ node: 6 });
    const { page } = await open(host, { height: 300 });
    await page.locator(`#tensor-6[aria-selected="true"]`).waitFor();
    await scrollTo(page, 60);
    for (let total = 21; total <= 60; total++) {
      // As the extension does it: the same tensor where the graph has it, else none.
      await host.change({ node: total % 2 === 0 ? 6 : null, pass: total - 1 });
      await host.changeRun({ passesTotal: total });
    }
    await page.getByText("pass 60/60").waitFor();
    assert.equal(await scrollTop(page), 60);
  });

  it("stays where it was scrolled to when a group above is closed and opened", async () => {
    const host = hostOf(twoLayers());
    await host.change({ node: 17 });
    const { page } = await open(host, { height: 400 });
    await page.locator("#tensor-17").waitFor();
    await scrollTo(page, 0);
    const head = page.locator("#group-1");
    await head.click();
    await page.locator(`#group-1[aria-expanded="false"]`).waitFor();
    await head.click();
    await page.locator(`#group-1[aria-expanded="true"]`).waitFor();
    assert.equal(await scrollTop(page), 0);
  });

  it("goes to the tensor or module whose name is typed", async () => {
    const { page } = await open(hostOf(namedLayers()));
    await list(page).focus();
    for (const [typed, label] of [
      ["q", /query/],
      ["손", /^손실/],
    ] as const) {
      await page.keyboard.press("Home");
      await list(page).dispatchEvent("keydown", { key: typed });
      await page.locator(".active .unseen", { hasText: label }).waitFor({ state: "attached" });
    }
  });

  for (const width of [200, 260, 330, 640]) {
    it(`shows long and Korean names by both of their ends at ${width}`, async () => {
      const { page } = await open(hostOf(namedLayers()), { width });
      await page.locator("#tensor-1").waitFor();
      for (const end of await page.locator(".name-tail:visible").all()) {
        const box = (await end.boundingBox())!;
        assert.ok(box.x >= 0 && box.x + box.width <= width, await end.innerText());
      }
      await takePicture(page, `gradients-names-${width}`);
    });
  }

  it("is whole at a zoom of 200 %", async () => {
    // What VS Code's zoom leaves of a side bar of 330 × 700.
    const { page } = await open(hostOf(twoLayers()), { width: 165, height: 350 });
    await page.locator(".tensor").first().waitFor();
    const ends = await page
      .locator(".cell, .counts, .actions, .numbers span, .finding")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().right));
    assert.ok(Math.max(...ends) <= 165, `${ends}`);
    await takePicture(page, "gradients-zoom");
  });

  it("keeps what is told by colour where the system forces its own", async () => {
    const host = hostOf(twoLayers());
    await host.change({ pass: 40, node: 17 });
    const { page } = await open(host, { theme: "highContrast", width: 400, height: 700 });
    await page.emulateMedia({ forcedColors: "active" });
    await page.locator("#tensor-17 .spark svg").waitFor();
    const bar = page.locator("#tensor-17 .counts .nan");
    assert.match(
      await bar.evaluate((element) => getComputedStyle(element).backgroundImage),
      /repeating-linear-gradient/,
    );
    await takePicture(page, "gradients-forced-colors");
  });

  it("moves nothing by itself where the system asks for less motion", async () => {
    const run = chainRule(50);
    const { page } = await open(createFakeHost(run, stateOf(run, { phase: "running", ended: null })));
    const animation = await page.locator(".dot.running").evaluate((dot) => getComputedStyle(dot).animationName);
    assert.equal(animation, "none");
  });
});

// What follows runs in the page.

declare function getComputedStyle(element: unknown): {
  readonly animationName: string;
  readonly backgroundImage: string;
};
