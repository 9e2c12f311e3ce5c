import type { Store } from "../store.js";
import type { GraphModel } from "./graphModel.js";
import { type Hit, hitTest } from "./hitTest.js";
import { describeItem } from "./itemDescription.js";

/** Until the pointer has moved so far, it means the node below it. */
const dragThreshold = 4;
const pixelsPerLine = 16;

/**
 * Pan by drag and wheel, zoom by ctrl and wheel (which is what a pinch sends), select by click; by double click open and
 * close modules, and see a node's source.
 */
export function pointerActions(
  canvas: HTMLCanvasElement,
  model: GraphModel,
  store: Store,
  focusGraph: () => void,
): { dispose(): void } {
  const listening = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void): void =>
    canvas.addEventListener(type, handler, { signal: listening.signal, passive: false });
  let drag: { x: number; y: number; isMoving: boolean } | null = null;
  let hovered = -1;

  on("pointerdown", (event) => {
    if (event.button > 1) return;
    event.preventDefault();
    focusGraph();
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, isMoving: false };
  });
  on("pointermove", (event) => {
    if (drag === null) return hover(event);
    const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.isMoving && Math.hypot(right, down) < dragThreshold) return;
    model.pan(-right, -down);
    drag = { x: event.clientX, y: event.clientY, isMoving: true };
    canvas.style.cursor = "grabbing";
  });
  on("pointerup", (event) => {
    const wasClick = drag?.isMoving === false;
    drag = null;
    if (wasClick) click(hitAt(event));
    hover(event);
  });
  on("pointercancel", () => void (drag = null));
  on("dblclick", (event) => {
    const hit = hitAt(event);
    if (hit === null || hit.isTriangle || toggle(hit)) return;
    const { graph, items } = model.scene.peek()!;
    store.revealSource(graph.nodes[items[hit.item]!.node]!.id);
  });
  on("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine : 1;
    const [right, down] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) model.zoom(Math.exp(-down / 200), { x: event.offsetX, y: event.offsetY });
    else if (event.shiftKey && right === 0) model.pan(down, 0);
    else model.pan(right, down);
  });
  return { dispose: () => listening.abort() };

  function hitAt({ offsetX, offsetY }: MouseEvent): Hit | null {
    const { x, y, scale } = model.camera.peek();
    const scene = model.scene.peek();
    return scene === null ? null : hitTest(scene, x + offsetX / scale, y + offsetY / scale);
  }

  function toggle({ item }: Hit): boolean {
    const isFrame = model.scene.peek()?.items[item]?.kind === "frame";
    return isFrame ? model.closeAround(item) : model.openItem(item);
  }

  function click(hit: Hit | null): void {
    if (hit?.isTriangle) toggle(hit);
    else model.select(hit?.item ?? -1);
  }

  function hover(event: PointerEvent): void {
    const item = hitAt(event)?.item ?? -1;
    canvas.style.cursor = item < 0 ? "grab" : "pointer";
    if (item === hovered) return;
    hovered = item;
    const [scene, numbers] = [model.scene.peek(), model.numbers.peek()];
    const isNothing = item < 0 || scene === null || numbers === null;
    canvas.title = isNothing ? "" : describeItem(scene, item, numbers, model.textOf.peek(), "\n");
  }
}
