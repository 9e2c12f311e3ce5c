import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import { type Camera, fit, open, pan, reveal, type Size, zoom } from "./camera.js";
import { cameraFlight } from "./cameraFlight.js";
import { itemBox } from "./draw/picture.js";
import type { GraphLook } from "./graphMemory.js";
import type { ShownGraph } from "./shownGraph.js";

/** Where the graph is looked at from. */
export interface GraphCamera {
  readonly camera: ReadonlySignal<Camera>;
  readonly view: ReadonlySignal<Size>;
  setView(view: Size): void;
  fit(): void;
  /** Enlarges around a point of the view, else around its middle. */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  pan(right: number, down: number): void;
  /** Brings an item into the view. */
  show(item: number): void;
  /** Does what moves a box in the scene, and follows it, so that it stays where it is in the view. */
  follow(box: number, change: () => void): void;
  /** The run that is looked at, and whether a person has moved the camera there. */
  looked(): { readonly run: number | null; readonly isMoved: boolean };
}

export function createGraphCamera(
  store: Store,
  theme: ReadonlySignal<Theme>,
  { scene, node, selected }: ShownGraph,
  kept: GraphLook | null,
): GraphCamera {
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
    if (selected.value >= 0) show(selected.value);
  });

  return {
    camera,
    view,
    setView: (size) => void (view.value = size),
    fit() {
      if (scene.peek() === null) return;
      isMoved = true;
      fly(fit(scene.peek()!.layout, view.peek()));
    },
    zoom: (factor, at = { x: view.peek().width / 2, y: view.peek().height / 2 }) =>
      move(zoom(camera.peek(), factor, at)),
    pan: (right, down) => move(pan(camera.peek(), right, down)),
    show,
    follow: (box, change) =>
      batch(() => {
        const before = boxInScene(box);
        change();
        const after = boxInScene(box);
        const { x, y, scale } = camera.peek();
        const right = after.left + after.width / 2 - before.left - before.width / 2;
        move({ x: x + right, y: y + after.top - before.top, scale });
      }),
    looked: () => ({ run, isMoved }),
  };

  function move(next: Camera): void {
    isMoved = true;
    fly.stop();
    camera.value = next;
  }

  function show(item: number): void {
    const next = reveal(camera.peek(), itemBox(scene.peek()!, item), view.peek());
    if (next.x === camera.peek().x && next.y === camera.peek().y) return;
    isMoved = true;
    fly(next);
  }

  function boxInScene(box: number): ReturnType<typeof itemBox> {
    const now = scene.peek()!;
    return itemBox(now, now.itemOfBox(box));
  }
}
