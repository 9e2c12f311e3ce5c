import { effect } from "@preact/signals";
import type { RefObject, VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Store } from "../store.js";
import { onFrame } from "../ui/onFrame.js";
import { prepareCanvas } from "../ui/prepareCanvas.js";
import { useSize } from "../ui/useSize.js";
import { drawGraph } from "./draw/drawGraph.js";
import type { GraphModel } from "./graphModel.js";
import { Outline } from "./outline.js";
import { pictureOf } from "./pictureOf.js";
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
  const picture = useMemo(() => pictureOf(model), [model]);
  const redraw = useRef(
    onFrame(() => {
      if (canvas.current === null) return;
      const { width, height } = model.view.peek();
      const context = prepareCanvas(canvas.current, width, height);
      const shown = picture.peek();
      if (shown !== null) drawGraph(context, { ...shown, hasFocus: focus.current });
    }),
  );

  useLayoutEffect(() => model.setView(size), [model, size.width, size.height]);
  useLayoutEffect(() => redraw.current(), [hasFocus]);
  useEffect(
    () =>
      effect(() => {
        void model.view.value;
        void picture.value;
        redraw.current();
      }),
    [model, picture],
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
