import type { Theme } from "../../ui/theme.js";
import type { Box, Camera, Size } from "../camera.js";
import type { CardNumbers } from "../numbers.js";
import type { Scene } from "../scene.js";

/** Everything that one frame shows. */
export interface Picture {
  readonly scene: Scene;
  readonly numbers: readonly (CardNumbers | null)[];
  /** Which nodes lie on the gradient's way to the selected one; null if none is selected. */
  readonly way: Uint8Array | null;
  /** −1 if none is. */
  readonly selected: number;
  readonly hasFocus: boolean;
  readonly matches: ReadonlySet<number>;
  readonly camera: Camera;
  readonly view: Size;
  readonly theme: Theme;
}

/** How much is left of what does not lie on the selected way. */
export const dimmed = 0.45;

export function nodeBox({ layout, cards }: Scene, index: number): Box {
  const { width, height } = cards[index]!;
  return { left: layout.left[index]!, top: layout.top[index]!, width, height };
}

export function isVisible(
  { camera, view }: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  const { x, y, scale } = camera;
  return right > x && bottom > y && left < x + view.width / scale && top < y + view.height / scale;
}
