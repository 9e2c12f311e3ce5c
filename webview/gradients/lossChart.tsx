import { effect, type ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { formatNumber } from "../../src/protocol/format.js";
import type { Store } from "../store.js";
import { onFrame } from "../ui/onFrame.js";
import { prepareCanvas } from "../ui/prepareCanvas.js";
import type { Theme } from "../ui/theme.js";
import { useSize } from "../ui/useSize.js";
import { drawCursor, drawLossCurve, passAtX } from "./drawLossCurve.js";
import type { LossCurve } from "./lossCurve.js";

export interface LossChartProps {
  readonly total: number;
  readonly pass: number;
  readonly curve: ReadonlySignal<LossCurve | null>;
  readonly theme: ReadonlySignal<Theme>;
  readonly store: Store;
}

/** The loss over all passes, which is also the slider that chooses one of them. */
export function LossChart({ total, pass, curve, theme, store }: LossChartProps): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(frame);
  const latest = useRef(size);
  latest.current = size;

  const redraw = useRef(
    onFrame(() => {
      if (canvas.current !== null) draw(canvas.current, latest.current, store, curve.peek(), theme.peek());
    }),
  );
  useLayoutEffect(() => redraw.current());
  useEffect(
    () =>
      effect(() => {
        void [curve.value, theme.value, store.state.value, store.shown.value];
        redraw.current();
      }),
    [curve, theme, store],
  );

  const choose = (event: PointerEvent): void => {
    const left = frame.current!.getBoundingClientRect().left;
    const chosen = passAtX(event.clientX - left, total, size.width);
    if (chosen !== pass) store.selectPass(chosen);
  };
  const shown = store.shown.value?.pass;
  const loss = shown !== undefined && shown.kind !== "gone" && shown.index === pass ? shown.loss : null;
  return (
    <div
      ref={frame}
      class="chart"
      role="slider"
      tabIndex={0}
      aria-label="Pass"
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={pass + 1}
      aria-valuetext={`pass ${pass + 1} of ${total}${loss === null ? "" : `, loss ${formatNumber(loss)}`}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) choose(event);
      }}
      onKeyDown={(event) => {
        const step = stepOf(event.key, total);
        if (step === null) return;
        event.preventDefault();
        store.stepPass(step);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}

/** How many passes further a key goes; null if it goes nowhere. */
function stepOf(key: string, total: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return -1;
    case "ArrowRight":
    case "ArrowUp":
      return 1;
    case "PageDown":
      return -Math.ceil(total / 10);
    case "PageUp":
      return Math.ceil(total / 10);
    case "Home":
      return -total;
    case "End":
      return total;
    default:
      return null;
  }
}

function draw(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  { state, shown }: Pick<Store, "state" | "shown">,
  curve: LossCurve | null,
  theme: Theme,
): void {
  const context = prepareCanvas(canvas, width, height);
  const now = state.peek();
  if (now === null || now.pass === null || curve === null || curve.run !== now.run?.number) return;
  drawLossCurve(context, { width, height }, curve, theme);
  const pass = shown.peek()?.pass;
  const loss = pass !== undefined && pass.kind !== "gone" && pass.index === now.pass ? pass.loss : null;
  drawCursor(context, { width, height }, curve, { index: now.pass, loss }, theme);
}
