/// <reference lib="dom" />
import type { FrameLocator } from "playwright-core";
import { ownerFrame } from "./ownerFrame.js";

export interface Frames {
  readonly count: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** When the frames that took longer than 50 ms began, and how long they took, by the window's own clock. */
  readonly slow: readonly { readonly at: number; readonly ms: number }[];
}

/** Begins to measure how long a webview's frames take; the function given ends it. */
export async function measureFrames(view: FrameLocator): Promise<() => Promise<Frames>> {
  const frame = await ownerFrame(view);
  await frame.evaluate(startMeter);
  return async () => {
    const { starts } = await frame.evaluate(stopMeter);
    const frames = starts.slice(1).map((start, i) => ({ at: starts[i]!, ms: start - starts[i]! }));
    const sorted = frames.map(({ ms }) => ms).sort((a, b) => a - b);
    const quantile = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
    const slow = frames.filter(({ ms }) => ms > 50);
    return { count: frames.length, medianMs: quantile(0.5), p95Ms: quantile(0.95), maxMs: quantile(1), slow };
  };
}

/** Resolves when a webview has drawn so many frames more. */
export async function passFrames(view: FrameLocator, count: number): Promise<void> {
  const frame = await ownerFrame(view);
  await frame.evaluate(untilDrawn, count);
}

// What follows runs in the webview. Times are those of the clock that all frames of a window share.

declare const globalThis: { gradlensMeter?: { starts: number[]; isOn: boolean } };

function startMeter(): void {
  const meter = { starts: [] as number[], isOn: true };
  globalThis.gradlensMeter = meter;
  const tick = (): void => {
    meter.starts.push(performance.timeOrigin + performance.now());
    if (meter.isOn) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

function stopMeter(): { starts: number[] } {
  globalThis.gradlensMeter!.isOn = false;
  return { starts: globalThis.gradlensMeter!.starts };
}

function untilDrawn(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const tick = (): void => {
      left--;
      if (left === 0) resolve();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}
