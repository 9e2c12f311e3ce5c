import { entryGap } from "../cardText.js";

/** As many of the entries as fit into the width, each of them whole: half a number would be another one. */
export function fitEntries(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const entries = text.split(entryGap);
  while (entries.length > 1 && context.measureText(`${entries.join(entryGap)} …`).width > width) entries.pop();
  return `${entries.join(entryGap)} …`;
}
