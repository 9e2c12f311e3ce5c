import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Site } from "../../src/protocol/site.js";
import type { Memory } from "../memory.js";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import { type Camera, fit, open, pan, reveal, type Size, zoom } from "./camera.js";
import { cameraFlight } from "./cameraFlight.js";
import { type CardText, cardTexts } from "./cardText.js";
import { itemBox } from "./draw/picture.js";
import { createGraph, type Graph } from "./graph.js";
import type { GraphLook } from "./graphMemory.js";
import { measureIn } from "./measureIn.js";
import { openBoxes, openByDefault, type OpenModules, withBox } from "./modules/openModules.js";
import { type Numbers, passNumbers } from "./numbers.js";
import { createScene, type Scene } from "./scene.js";
import { search } from "./search.js";

/** What the panel shows and how it is looked at. Nodes are told by their place in the graph, items by that in the scene. */
export interface GraphModel {
  readonly theme: ReadonlySignal<Theme>;
  readonly scene: ReadonlySignal<Scene | null>;
  readonly numbers: ReadonlySignal<Numbers | null>;
  /** What each item's card says of the pass. */
  readonly textOf: ReadonlySignal<(item: number) => CardText | null>;
  /** The selected node, and the item that it is, or is in; −1 while none is. */
  readonly selectedNode: ReadonlySignal<number>;
  readonly selected: ReadonlySignal<number>;
  readonly query: ReadonlySignal<string>;
  /** Nodes, in whatever boxes they are. */
  readonly matches: ReadonlySignal<readonly number[]>;
  readonly camera: ReadonlySignal<Camera>;
  readonly view: ReadonlySignal<Size>;
  setView(view: Size): void;
  setQuery(text: string): void;
  /** Selects an item: of a box its result, or the node in it that is selected already. −1 selects nothing. */
  select(item: number): void;
  /** Selects the next match after the selected node, or the one before, and opens the boxes that it is in. */
  selectMatch(step: 1 | -1): void;
  /** Opens the item if it is a closed box; says whether it was. */
  openItem(item: number): boolean;
  /** Closes the frame, or the one around the item; says whether there was one. */
  closeAround(item: number): boolean;
  /** Opens all boxes; if they are, closes them. */
  toggleAll(): void;
  fit(): void;
  /** Enlarges around a point of the view, else around its middle. */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  pan(right: number, down: number): void;
}

export function createGraphModel(
  store: Store,
  theme: ReadonlySignal<Theme>,
  { kept, write }: Memory<GraphLook>,
): GraphModel {
  const font = computed(() => theme.value.font);
  const topology = computed(() => store.shown.value?.topology ?? null);
  // As text, so that the graph stays the same while these do.
  const calls = computed(() => (store.state.value?.run?.state.calls ?? []).map(({ site }) => placeOf(site)).join("\n"));
  const graph = computed(() => {
    const places = new Set(calls.value.split("\n"));
    return topology.value === null ? null : createGraph(topology.value, (site) => places.has(placeOf(site)));
  });
  const modules = signal<OpenModules>(kept?.modules ?? openByDefault);
  const isOpen = computed(() => (graph.value === null ? [] : openBoxes(graph.value.tree, modules.value)));
  const scene = computed(() =>
    graph.value === null ? null : createScene(graph.value, isOpen.value, measureIn(font.value)),
  );
  const numbers = computed(() => {
    const shown = store.shown.value;
    return graph.value === null || shown === null ? null : passNumbers(graph.value, shown.pass);
  });
  const textOf = computed(() =>
    scene.value === null || numbers.value === null ? () => null : cardTexts(scene.value, numbers.value),
  );
  const node = computed(() => store.state.value?.node ?? null);
  const selectedNode = computed(() => (node.value === null ? -1 : (graph.value?.indexOf(node.value) ?? -1)));
  const selected = computed(() => scene.value?.itemOf[selectedNode.value] ?? -1);
  const query = signal(kept?.query ?? "");
  const matches = computed(() => search(graph.value?.nodes ?? [], query.value));

  const view = signal<Size>({ width: 0, height: 0 });
  const camera = signal<Camera>(kept?.camera ?? { x: 0, y: 0, scale: 1 });
  const fly = cameraFlight(camera, theme);
  // As long as nobody has moved the camera, it shows what a person begins with, whatever becomes of graph and window.
  let isMoved = kept?.isMoved ?? false;
  let run = kept?.run ?? null;
  /** The node that the camera has gone to, so that it does not go there once more. */
  let revealed = kept?.node ?? null;
  effect(() => {
    if (store.shown.value !== null && store.shown.value.run !== run) {
      run = store.shown.value.run;
      isMoved = false;
    }
    if (scene.value === null || view.value.width === 0 || isMoved) return;
    const { layout, items, itemOf } = scene.value;
    const boxes = items.map((_, item) => itemBox(scene.value!, item));
    const last = boxes[itemOf.at(-1) ?? -1];
    if (last !== undefined) camera.value = open(layout, last, boxes, view.value);
  });
  effect(() => {
    if (scene.value === null || view.value.width === 0 || node.value === revealed) return;
    revealed = node.value;
    if (selected.value >= 0) show(scene.value, selected.value);
  });
  effect(() => {
    const look = { camera: camera.value, node: node.value, query: query.value, modules: modules.value };
    if (store.shown.value !== null && run !== null) write({ ...look, run, isMoved });
  });

  return {
    theme,
    scene,
    numbers,
    textOf,
    selectedNode,
    selected,
    query,
    matches,
    camera,
    view,
    setView: (size) => void (view.value = size),
    setQuery: (text) => void (query.value = text),
    select(item) {
      const there = scene.peek()?.items[item];
      if (there !== undefined && item === selected.peek()) return;
      selectNode(there?.node ?? -1);
    },
    selectMatch(step) {
      const found = matches.peek();
      const after = found.findIndex((index) => (step > 0 ? index > selectedNode.peek() : index >= selectedNode.peek()));
      const next = step > 0 ? (after < 0 ? 0 : after) : (after < 0 ? found.length : after) - 1;
      const index = found.at(next);
      if (index === undefined || graph.peek() === null) return;
      batch(() => {
        openAround(graph.peek()!, index);
        selectNode(index);
      });
    },
    openItem(item) {
      const there = scene.peek()?.items[item];
      if (there?.kind !== "closed") return false;
      setOpen(there.box, true);
      return true;
    },
    closeAround(item) {
      const there = scene.peek()?.items[item];
      const frame = there?.kind === "frame" ? there : scene.peek()?.items[there?.parent ?? -1];
      if (frame === undefined) return false;
      setOpen(frame.box, false);
      return true;
    },
    toggleAll() {
      modules.value = { most: isOpen.peek().includes(false) ? "open" : "closed", opened: [], closed: [] };
    },
    fit() {
      if (scene.peek() === null) return;
      isMoved = true;
      fly(fit(scene.peek()!.layout, view.peek()));
    },
    zoom: (factor, at = { x: view.peek().width / 2, y: view.peek().height / 2 }) =>
      move(zoom(camera.peek(), factor, at)),
    pan: (right, down) => move(pan(camera.peek(), right, down)),
  };

  function move(next: Camera): void {
    isMoved = true;
    fly.stop();
    camera.value = next;
  }

  function selectNode(index: number): void {
    store.selectNode(graph.peek()?.nodes[index]?.id ?? null);
  }

  function show(now: Scene, item: number): void {
    const next = reveal(camera.peek(), itemBox(now, item), view.peek());
    if (next.x === camera.peek().x && next.y === camera.peek().y) return;
    isMoved = true;
    fly(next);
  }

  /** Opens or closes a box, which stays where it is in the view. */
  function setOpen(box: number, isToOpen: boolean): void {
    const { key } = graph.peek()!.tree.boxes[box]!;
    const before = itemBox(scene.peek()!, scene.peek()!.itemOfBox(box));
    batch(() => {
      isMoved = true;
      fly.stop();
      modules.value = withBox(modules.peek(), key, isToOpen);
      const now = scene.value!;
      const after = itemBox(now, now.itemOfBox(box));
      const { x, y, scale } = camera.peek();
      const right = after.left + after.width / 2 - before.left - before.width / 2;
      camera.value = { x: x + right, y: y + after.top - before.top, scale };
    });
    const now = scene.peek()!;
    const isShown = selected.peek() >= 0 && isWithin(now, selected.peek(), now.itemOfBox(box));
    show(now, isShown ? selected.peek() : now.itemOfBox(box));
  }

  function openAround({ tree }: Graph, index: number): void {
    for (let box = tree.boxOf[index]!; box >= 0; box = tree.boxes[box]!.parent) {
      if (isOpen.peek()[box] === false) modules.value = withBox(modules.peek(), tree.boxes[box]!.key, true);
    }
  }
}

function placeOf({ file, line, column }: Site): string {
  return JSON.stringify([file, line, column]);
}

function isWithin({ items }: Scene, item: number, frame: number): boolean {
  for (let at = item; at >= 0; at = items[at]!.parent) if (at === frame) return true;
  return false;
}
