import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Theme } from "../ui/theme.js";
import { between, type Camera } from "./camera.js";

const duration = 160;

export interface CameraFlight {
  (to: Camera): void;
  stop(): void;
}

/** Moves the camera so that the eye can follow; at once for people who want less motion. */
export function cameraFlight(camera: Signal<Camera>, theme: ReadonlySignal<Theme>): CameraFlight {
  let flight = 0;
  const fly = (to: Camera): void => {
    const from = camera.peek();
    const own = ++flight;
    if (theme.peek().reducesMotion) {
      camera.value = to;
      return;
    }
    let began: number | null = null;
    const step = (now: number): void => {
      if (own !== flight) return;
      began ??= now;
      const share = Math.min(1, (now - began) / duration);
      camera.value = share === 1 ? to : between(from, to, 1 - (1 - share) ** 3);
      if (share < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  };
  return Object.assign(fly, { stop: () => void flight++ });
}
