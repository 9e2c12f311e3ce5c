import { oneLine } from "./oneLine.js";

/** Text as Markdown that shows exactly this text, on one line: tensor and script names are anybody's. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
