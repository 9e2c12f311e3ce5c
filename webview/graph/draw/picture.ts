import type { Theme } from "../../ui/theme.js";
import type { Box, Camera, Size } from "../camera.js";
import type { CardText } from "../cardText.js";
import type { Numbers } from "../numbers.js";
import type { Scene } from "../scene.js";
import type { Line, LineStates } from "./lines.js";

/** Everything that one frame shows. */
export interface Picture {
  readonly scene: Scene;
  readonly lines: readonly Line[];
  readonly lineStates: LineStates;
  readonly numbers: Numbers;
  textOf(item: number): CardText | null;
  /** By node: how wide its gradient is drawn. */
  readonly widths: Float64Array;
  /** Which items lie on the gradient's way to the selected node; null if none is selected. */
  readonly way: Uint8Array | null;
  /** The selected item, −1 if none is. */
  readonly selected: number;
  readonly hasFocus: boolean;
  readonly matches: ReadonlySet<number>;
  readonly camera: Camera;
  readonly view: Size;
  readonly theme: Theme;
}

/** How much is left of a line that does not lie on the selected way. */
export const dimmedLine = 0.45;
/** How much is left of a card that does not: it is still read, and in high contrast as well as any. */
export function dimmedCard({ isHighContrast }: Theme): number {
  return isHighContrast ? 1 : 0.72;
}
/** Smaller than this, nothing of a card can be read: cards and edges are drawn in bulk. */
export const farScale = 0.2;

export function itemBox({ layout }: Scene, item: number): Box {
  const { left, top, itemWidth, itemHeight } = layout;
  return { left: left[item]!, top: top[item]!, width: itemWidth[item]!, height: itemHeight[item]! };
}

/** What of the scene is seen. */
export function visibleBox({ camera, view }: Pick<Picture, "camera" | "view">): Box {
  return { left: camera.x, top: camera.y, width: view.width / camera.scale, height: view.height / camera.scale };
}

export function touches(a: Box, b: Box): boolean {
  return a.left + a.width > b.left && b.left + b.width > a.left && a.top + a.height > b.top && b.top + b.height > a.top;
}
