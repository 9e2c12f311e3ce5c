import { effect, type ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FullPass, ThinnedPass } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import type { Store } from "../store.js";
import { onFrame } from "../ui/onFrame.js";
import { prepareCanvas } from "../ui/prepareCanvas.js";
import type { Theme } from "../ui/theme.js";
import { useSize } from "../ui/useSize.js";
import { type ChartArea, passAtX } from "./chartArea.js";
import { drawCursor, drawLossCurve } from "./drawLossCurve.js";
import { drawNotches, markAt, notchMarks } from "./drawNotches.js";
import type { LossCurve } from "./lossCurve.js";
import { neighbouringNotch } from "./notches.js";
import { findingsText, notchText } from "./notchText.js";
import { sliderStep } from "./sliderStep.js";

export interface LossChartProps {
  readonly total: number;
  readonly pass: number;
  /** Of this run; null until it has been read. */
  readonly curve: LossCurve | null;
  readonly theme: ReadonlySignal<Theme>;
  readonly store: Store;
}

const help = "Drag, or use the arrow keys, to choose a pass\n[ and ] choose the pass before and after everywhere";
const helpWithNotches = `${help}\nn and p go to the next and the previous notch`;

/** The loss over all passes, which is also the slider that chooses one of them. */
export function LossChart({ total, pass, curve, theme, store }: LossChartProps): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const area = useSize(frame);
  const latest = useRef({ curve, area });
  latest.current = { curve, area };

  const redraw = useRef(
    onFrame(() => {
      if (canvas.current === null) return;
      draw(canvas.current, latest.current.area, store, latest.current.curve, theme.peek());
    }),
  );
  useLayoutEffect(() => redraw.current());
  useEffect(
    () =>
      effect(() => {
        void [theme.value, store.state.value, store.shown.value];
        redraw.current();
      }),
    [theme, store],
  );

  const xOf = (event: PointerEvent): number => event.clientX - frame.current!.getBoundingClientRect().left;
  const choose = (event: PointerEvent): void => {
    const chosen = passAtX(xOf(event), total, area.width);
    if (chosen !== pass) store.selectPass(chosen);
  };
  const point = (event: PointerEvent): void => {
    const mark = curve === null ? null : markAt(notchMarks(curve.notches, curve.total, area.width), xOf(event));
    setPointed(mark === null ? null : mark.notches.slice(0, mostTold).map(notchText).join("\n"));
  };
  const goToNotch = async (direction: 1 | -1): Promise<void> => {
    try {
      const found = await neighbouringNotch(notches, pass, direction, store.lossSeries);
      if (found !== null) store.selectPass(found);
    } catch (error) {
      store.report(error);
    }
  };
  const shown = store.shown.value?.pass;
  const outcome = shown !== undefined && shown.kind !== "gone" && shown.index === pass ? outcomeText(shown) : "";
  const { notches, firstFinding } = curve ?? { notches: [], firstFinding: null };
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
      aria-valuetext={`pass ${pass + 1} of ${total}${outcome}`}
      {...(firstFinding === null ? {} : { "aria-describedby": "findings" })}
      title={pointed ?? (notches.length > 0 ? helpWithNotches : help)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) choose(event);
        else point(event);
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const step = sliderStep(event.key, total);
        if (step !== null) {
          event.preventDefault();
          store.stepPass(step);
        } else if (event.key === "n") void goToNotch(1);
        else if (event.key === "p") void goToNotch(-1);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {firstFinding !== null && (
        <span id="findings" class="unseen">
          {findingsText(notches, firstFinding)}. Press n and p to go to the next and the previous of these.
        </span>
      )}
    </div>
  );
}

function outcomeText({ loss, failed }: FullPass | ThinnedPass): string {
  if (failed) return ", backward failed";
  return loss === null ? "" : `, loss ${formatNumber(loss)}`;
}

/** Of notches under the pointer; more are no tooltip. */
const mostTold = 8;

function draw(
  canvas: HTMLCanvasElement,
  area: ChartArea,
  { state, shown }: Pick<Store, "state" | "shown">,
  curve: LossCurve | null,
  theme: Theme,
): void {
  const context = prepareCanvas(canvas, area.width, area.height);
  const now = state.peek();
  if (now === null || now.pass === null || curve === null || curve.run !== now.run?.number) return;
  drawNotches(context, area, curve, theme);
  drawLossCurve(context, area, curve, theme);
  const pass = shown.peek()?.pass;
  const hasLoss = pass !== undefined && pass.kind !== "gone" && pass.index === now.pass && !pass.failed;
  drawCursor(context, area, curve, { index: now.pass, loss: hasLoss ? pass.loss : null }, theme);
}
