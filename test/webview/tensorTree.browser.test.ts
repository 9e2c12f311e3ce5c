import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { chainRule, deepNetwork } from "./fixtures/runs.js";
import { convolution } from "./fixtures/convolution.js";
import { onePassEach } from "./fixtures/onePassEach.js";
import { twoLayers } from "./fixtures/twoLayers.js";
import { accessibilityProblems } from "./harness/accessibilityProblems.js";
import { createFakeHost, hostOf, stateOf } from "./harness/fakeHost.js";
import { stateKept } from "./harness/openView.js";
import { themeNames } from "./harness/themes.js";
import { takePicture, viewsInBrowser } from "./harness/viewsInBrowser.js";

describe("Tensors by module in a browser", () => {
  const openOne = viewsInBrowser({ bundle: "gradients", width: 330, height: 700 });
  const open = async (...of: Parameters<typeof openOne>): Promise<Page> => (await openOne(...of)).page;
  const group = (page: Page, name: string): Locator => page.locator(".group", { hasText: name });
  const row = (page: Page, name: string): Locator => page.getByRole("treeitem", { name });
  const save = (page: Page, name: string) => takePicture(page, `gradients-${name}`);

  for (const theme of themeNames) {
    it(`shows groups, sparklines and bars, and has no accessibility problem in the theme ${theme}`, async () => {
      const host = hostOf(twoLayers());
      await host.change({ node: 5, pass: 40 });
      const page = await open(host, { theme, width: 400 });
      await page.locator("#tensor-5 .spark svg").waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
      await save(page, `tree-${theme}`);
    });
  }

  for (const width of [200, 260, 300, 330, 400, 640]) {
    it(`cuts nothing off at a width of ${width}`, async () => {
      const host = hostOf(twoLayers());
      await host.change({ node: 18, pass: 40 });
      const page = await open(host, { width });
      await page.locator("#tensor-18").waitFor();
      if (width >= 260) await page.locator("#tensor-18 .spark svg").waitFor();
      else assert.equal(host.calls.get("gradientNorms"), undefined);
      for (const part of await page.locator(".cell:visible, .spark, .counts, .group-size").all()) {
        const box = (await part.boundingBox())!;
        assert.ok(box.x >= 0 && box.x + box.width <= width, `${box.x} ${box.width}`);
      }
      await save(page, `tree-${width}`);
    });
  }

  it("opens and closes groups by click and by the keys of a tree, and has them so when it is shown again", async () => {
    const host = hostOf(twoLayers());
    const page = await open(host);
    const head = group(page, "layers.0.query");
    await head.click();
    await page.locator(`.group[aria-expanded="false"]`).waitFor();
    assert.equal(await page.locator("#tensor-1").count(), 0);
    const active = (): Promise<string | null> => page.getByRole("tree").getAttribute("aria-activedescendant");
    for (const [key, expected, isOpen] of [
      ["ArrowRight", "group-1", "true"],
      ["ArrowRight", "tensor-1", "true"],
      ["ArrowDown", "tensor-2", "true"],
      ["ArrowLeft", "group-1", "true"],
      ["Enter", "group-1", "false"],
      ["ArrowDown", "group-2", "false"],
      ["ArrowUp", "group-1", "false"],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`.list[aria-activedescendant=${expected}]`).waitFor();
      await page.locator(`#group-1[aria-expanded=${isOpen}]`).waitFor();
      assert.equal(await active(), expected);
    }
    await stateKept(page, { lists: [{ closed: ["layers.0.query"] }] });
    await page.reload();
    await page.locator(`#group-1[aria-expanded="false"]`).waitFor();
    await host.change({ node: 3 });
    await page.locator(`#tensor-3[aria-selected="true"]`).waitFor();
    assert.equal(await head.getAttribute("aria-expanded"), "true");
  });

  it("says the kinds of a gradient's entries in words, and what |∇| is", async () => {
    const host = hostOf(twoLayers());
    await host.change({ pass: 40 });
    const page = await open(host);
    const weight = row(page, "layers.0.query.weight, ");
    await weight.waitFor();
    const words = "120 negative, 52 zero, 84 positive";
    assert.equal(await weight.locator(".counts").getAttribute("title"), `gradient\n${words}`);
    assert.match(await weight.locator(".unseen").innerText(), new RegExp(`, ${words}$`));
    assert.match((await weight.locator(".gradient").getAttribute("title"))!, /\|∇\| is the L2 norm/);
  });

  it("moves nothing as sparklines arrive, marks the pass and shows where there is no finite norm", async () => {
    const host = hostOf(twoLayers());
    await host.change({ node: 17, pass: 40 });
    const page = await open(host, { width: 400, height: 1300 });
    await page.locator("#tensor-17").waitFor();
    const places = () =>
      page
        .locator(".tensor .cell")
        .evaluateAll((cells) => cells.map((cell) => JSON.stringify(cell.getBoundingClientRect())));
    const before = await places();
    await page.locator("#tensor-17 .spark svg").waitFor();
    assert.deepEqual(await places(), before);
    assert.equal(await page.locator("#tensor-17 .spark-notches").count(), 1);
    assert.equal(await page.locator("#tensor-13 .spark-notches").count(), 0);
    const mark = () => page.locator("#tensor-17 .spark-pass").getAttribute("d");
    assert.equal(await mark(), "M19.5 0V16");
    await host.change({ pass: 99 });
    await page.locator(`#tensor-17 .spark-pass[d="M47.5 0V16"]`).waitFor({ state: "attached" });
    await host.change({ node: 2 });
    await page.locator("#tensor-2 title", { hasText: "log scale" }).waitFor({ state: "attached" });
  });

  it("asks for norms again while the run is live, not for each change", async () => {
    const run = chainRule(2000);
    const host = createFakeHost(run, stateOf(run, { phase: "running", ended: null, passesTotal: 2 }));
    const page = await open(host);
    await page.locator("#tensor-0 .spark svg").waitFor();
    for (let total = 20; total <= 2000; total += 20) await host.changeRun({ passesTotal: total });
    await page.getByText("/2000").waitFor();
    assert.ok(host.calls.get("gradientNorms")! < 20, `${host.calls.get("gradientNorms")}`);
  });

  for (const theme of themeNames) {
    it(`has the modules of a network in its order in the theme ${theme}`, async () => {
      const page = await open(hostOf(convolution(20)), { theme, width: 300, height: 760 });
      await page.locator(".spark svg").first().waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
      await save(page, `convolution-${theme}`);
    });
  }

  it("has no sparklines of a graph that one pass went through, and all of its shapes", async () => {
    const { run, calls } = onePassEach(6);
    const host = createFakeHost(run, stateOf(run, { calls }));
    const page = await open(host, { width: 293 });
    await page.locator(".tensors:not(.narrow)").waitFor();
    assert.equal(await page.locator(".spark").count(), 0);
    for (const pass of [1, 4]) {
      await host.change({ pass });
      await page.getByText(`pass ${pass + 1}/6`).waitFor();
      assert.equal(await page.locator(".spark").count(), 0);
      const shapes = await page
        .locator(".shape")
        .evaluateAll((all) => all.map((each) => each.scrollWidth > each.clientWidth));
      assert.deepEqual(shapes, [false, false, false, false, false]);
      await save(page, `one-pass-${pass}`);
    }
  });

  it("shows with what norms were refused, once, and not that the run was replaced", async () => {
    for (const [name, isShown] of [
      ["Error", true],
      ["RunReplaced", false],
    ] as const) {
      const host = hostOf(twoLayers());
      host.refuseNorms(Object.assign(new Error("the norms are lost"), { name }));
      const page = await open(host);
      await page.locator("#tensor-1").waitFor();
      await host.change({ pass: 3 });
      await page.getByText("pass 4/100").waitFor();
      if (isShown) await page.getByRole("alert").getByText("the norms are lost").waitFor();
      else assert.equal(await page.getByRole("alert").count(), 0);
      assert.equal(host.calls.get("gradientNorms"), 1);
    }
  });

  it("has 2,000 tensors to scroll in, of which it holds what is seen", async () => {
    const host = hostOf(deepNetwork(2000));
    const page = await open(host);
    await page.locator(".spark svg").first().waitFor();
    const frames = await page.evaluate(scrollThrough);
    assert.ok(frames.mostRows < 70, `${frames.mostRows}`);
    assert.equal(frames.emptyFrames, 0);
    if (process.env["GRADLENS_FRAMES"] !== undefined) console.log(frames);
    await save(page, "tree-deep");
  });
});

// What follows runs in the page.

interface ListElement {
  scrollTop: number;
  readonly scrollHeight: number;
  querySelectorAll(selector: string): { readonly length: number };
}
declare const document: { querySelector(selector: string): ListElement };
declare function requestAnimationFrame(task: (now: number) => void): void;

/** Scrolls from the first tensor to the last, a frame at a time; tells what was in the document at each. */
async function scrollThrough() {
  const list = document.querySelector(".list");
  const [times, counts]: [number[], number[]] = [[], []];
  for (list.scrollTop = 0; times.length < 300; list.scrollTop += list.scrollHeight / 300) {
    times.push(await new Promise<number>(requestAnimationFrame));
    counts.push(list.querySelectorAll(".tensor, .group").length);
  }
  const steps = times.slice(1).map((time, i) => time - times[i]!);
  steps.sort((a, b) => a - b);
  return {
    mostRows: Math.max(...counts),
    emptyFrames: counts.filter((count) => count === 0).length,
    medianMs: steps[150],
    p99Ms: steps[296],
  };
}
