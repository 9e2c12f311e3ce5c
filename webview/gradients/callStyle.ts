import type { ColorName } from "../ui/theme.js";

/** How the line of one of several places that called backward is drawn. */
export interface CallStyle {
  readonly color: ColorName;
  /** Colours alone would not tell lines apart. */
  readonly dash: number[];
  readonly width: number;
}

const styles: readonly CallStyle[] = [
  { color: "positive", dash: [], width: 1.6 },
  { color: "text", dash: [5, 3], width: 1.3 },
  { color: "muted", dash: [1, 3], width: 1.8 },
  { color: "positive", dash: [8, 3, 1, 3], width: 1.6 },
  { color: "text", dash: [1, 3], width: 1.8 },
  { color: "muted", dash: [5, 3], width: 1.3 },
];

export function callStyle(call: number): CallStyle {
  return styles[call % styles.length]!;
}
