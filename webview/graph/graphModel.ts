import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Memory } from "../memory.js";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import { type Camera, fit, open, pan, reveal, type Size, zoom } from "./camera.js";
import type { Measure } from "./card.js";
import { cameraFlight } from "./cameraFlight.js";
import { subtitleFont, titleFont } from "./draw/drawCard.js";
import { nodeBox } from "./draw/picture.js";
import type { GraphLook } from "./graphMemory.js";
import { type CardNumbers, passNumbers } from "./numbers.js";
import { createScene, type Scene, wayFromLoss } from "./scene.js";
import { search } from "./search.js";

/** What the panel shows and how it is looked at. Nodes are told by their place in the scene. */
export interface GraphModel {
  readonly theme: ReadonlySignal<Theme>;
  readonly scene: ReadonlySignal<Scene | null>;
  readonly numbers: ReadonlySignal<readonly (CardNumbers | null)[]>;
  /** −1 while none is. */
  readonly selected: ReadonlySignal<number>;
  readonly way: ReadonlySignal<Uint8Array | null>;
  readonly query: ReadonlySignal<string>;
  readonly matches: ReadonlySignal<readonly number[]>;
  readonly camera: ReadonlySignal<Camera>;
  readonly view: ReadonlySignal<Size>;
  setView(view: Size): void;
  setQuery(text: string): void;
  select(index: number): void;
  /** Selects the next match after the selected node, or the one before. */
  selectMatch(step: 1 | -1): void;
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
  const scene = computed(() => (topology.value === null ? null : createScene(topology.value, measureIn(font.value))));
  const numbers = computed(() => {
    const shown = store.shown.value;
    return scene.value === null || shown === null ? [] : passNumbers(scene.value, shown.pass);
  });
  const node = computed(() => store.state.value?.node ?? null);
  const selected = computed(() => (node.value === null ? -1 : (scene.value?.indexOf(node.value) ?? -1)));
  const way = computed(() =>
    scene.value === null || selected.value < 0 ? null : wayFromLoss(scene.value, selected.value),
  );
  const query = signal(kept?.query ?? "");
  const matches = computed(() => search(scene.value?.nodes ?? [], query.value));

  const view = signal<Size>({ width: 0, height: 0 });
  const camera = signal<Camera>(kept?.camera ?? { x: 0, y: 0, scale: 1 });
  const fly = cameraFlight(camera, theme);
  // As long as nobody has moved the camera, it shows what a person begins with, whatever becomes of graph and window.
  let isMoved = kept?.isMoved ?? false;
  let run = kept?.run ?? null;
  let isBack = kept !== null;
  effect(() => {
    if (store.shown.value !== null && store.shown.value.run !== run) {
      run = store.shown.value.run;
      isMoved = false;
    }
    if (scene.value === null || view.value.width === 0 || isMoved) return;
    const last = scene.value.nodes.length - 1;
    if (last >= 0) camera.value = open(scene.value.layout, nodeBox(scene.value, last), view.value);
  });
  effect(() => {
    if (scene.value === null || view.value.width === 0) return;
    const wasRevealed = isBack && run === kept?.run && node.peek() === kept.node;
    isBack = false;
    if (selected.value < 0 || wasRevealed) return;
    const now = camera.peek();
    const next = reveal(now, nodeBox(scene.value, selected.value), view.value);
    if (next.x === now.x && next.y === now.y) return;
    isMoved = true;
    fly(next);
  });
  effect(() => {
    const look = { camera: camera.value, node: node.value, query: query.value };
    if (store.shown.value !== null && run !== null) write({ ...look, run, isMoved });
  });
  const move = (next: Camera): void => {
    isMoved = true;
    fly.stop();
    camera.value = next;
  };
  const select = (index: number): void => {
    const id = scene.peek()?.nodes[index]?.id;
    store.selectNode(id ?? null);
  };
  return {
    theme,
    scene,
    numbers,
    selected,
    way,
    query,
    matches,
    camera,
    view,
    setView: (size) => void (view.value = size),
    setQuery: (text) => void (query.value = text),
    select,
    selectMatch(step) {
      const found = matches.peek();
      const after = found.findIndex((index) => (step > 0 ? index > selected.peek() : index >= selected.peek()));
      const next = step > 0 ? (after < 0 ? 0 : after) : (after < 0 ? found.length : after) - 1;
      const index = found.at(next);
      if (index !== undefined) select(index);
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
}

function measureIn(font: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const fonts = { title: titleFont(font), subtitle: subtitleFont(font) };
  return (text, part) => {
    if (context === null) return 0;
    context.font = fonts[part];
    return context.measureText(text).width;
  };
}
