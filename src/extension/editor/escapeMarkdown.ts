import { oneLine } from "./oneLine.js";

/** Text as Markdown that shows exactly this text, on one line: tensor and script names are anybody's. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** Lines as a block of code; the fence is longer than any that the lines hold. */
export function codeBlock(lines: readonly string[]): string {
  const text = lines.map((line) => oneLine(line)).join("\n");
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}plaintext\n${text}\n${fence}`;
}
