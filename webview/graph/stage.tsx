import { effect } from "@preact/signals";
import type { RefObject, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Store } from "../store.js";
import { onFrame } from "../ui/onFrame.js";
import { prepareCanvas } from "../ui/prepareCanvas.js";
import { useSize } from "../ui/useSize.js";
import { drawGraph } from "./draw/drawGraph.js";
import type { GraphModel } from "./graphModel.js";
import { Outline } from "./outline.js";
import { pointerActions } from "./pointerActions.js";

export interface StageProps {
  readonly store: Store;
  readonly model: GraphModel;
  readonly focusGraph: RefObject<() => void>;
}

/** The drawing, and beside it the same content as a tree, which has the keyboard. */
export function Stage({ store, model, focusGraph }: StageProps): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(frame);
  const [hasFocus, setFocus] = useState(false);
  const focus = useRef(hasFocus);
  focus.current = hasFocus;
  const redraw = useRef(
    onFrame(() => {
      if (canvas.current !== null) draw(canvas.current, model, focus.current);
    }),
  );

  useLayoutEffect(() => model.setView(size), [model, size.width, size.height]);
  useLayoutEffect(() => redraw.current(), [hasFocus]);
  useEffect(
    () =>
      effect(() => {
        const { scene, numbers, way, selected, matches, camera, view, theme } = model;
        for (const shown of [scene, numbers, way, selected, matches, camera, view, theme]) void shown.value;
        redraw.current();
      }),
    [model],
  );
  useEffect(() => {
    const actions = pointerActions(canvas.current!, model, store, () => focusGraph.current());
    return () => actions.dispose();
  }, [model, store, focusGraph]);

  return (
    <div ref={frame} class="stage">
      <canvas ref={canvas} aria-hidden="true" />
      <Outline store={store} model={model} focusGraph={focusGraph} onFocus={setFocus} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, model: GraphModel, hasFocus: boolean): void {
  const view = model.view.peek();
  const context = prepareCanvas(canvas, view.width, view.height);
  const scene = model.scene.peek();
  if (scene === null) return;
  drawGraph(context, {
    scene,
    numbers: model.numbers.peek(),
    way: model.way.peek(),
    selected: model.selected.peek(),
    hasFocus,
    matches: new Set(model.matches.peek()),
    camera: model.camera.peek(),
    view,
    theme: model.theme.peek(),
  });
}
