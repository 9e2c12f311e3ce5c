import type { Store } from "../store.js";
import { nodeBox } from "./draw/picture.js";
import type { GraphModel } from "./graphModel.js";
import { describeNode } from "./nodeDescription.js";
import type { Scene } from "./scene.js";

/** Until the pointer has moved so far, it means the node below it. */
const dragThreshold = 4;
const pixelsPerLine = 16;

/** Pan by drag and wheel, zoom by ctrl and wheel (which is what a pinch sends), select by click. */
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
    if (wasClick) model.select(nodeAt(event));
    hover(event);
  });
  on("pointercancel", () => void (drag = null));
  on("dblclick", (event) => {
    const node = model.scene.peek()?.nodes[nodeAt(event)];
    if (node !== undefined) store.revealSource(node.id);
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

  function nodeAt({ offsetX, offsetY }: MouseEvent): number {
    const { x, y, scale } = model.camera.peek();
    const scene = model.scene.peek();
    return scene === null ? -1 : hit(scene, x + offsetX / scale, y + offsetY / scale);
  }

  function hover(event: PointerEvent): void {
    const index = nodeAt(event);
    canvas.style.cursor = index < 0 ? "grab" : "pointer";
    if (index === hovered) return;
    hovered = index;
    const shown = store.shown.peek();
    const node = model.scene.peek()?.nodes[index];
    canvas.title = node === undefined || shown === null ? "" : describeNode(node, shown.pass, "\n");
  }
}

function hit(scene: Scene, x: number, y: number): number {
  for (let v = scene.nodes.length - 1; v >= 0; v--) {
    const { left, top, width, height } = nodeBox(scene, v);
    if (x >= left && y >= top && x < left + width && y < top + height) return v;
  }
  return -1;
}
