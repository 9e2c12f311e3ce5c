import { oneLine } from "./oneLine.js";

export type Tone = "muted" | "error" | "positive" | "negative";

/** Text of a hover that is set off by a colour of the theme. */
export interface Toned {
  readonly tone: Tone;
  readonly text: string;
}

const colors: { readonly [T in Tone]: string } = {
  muted: "descriptionForeground",
  error: "errorForeground",
  positive: "charts-blue",
  negative: "charts-orange",
};

/**
 * Lines of monospaced text for a hover, as HTML, since a block of code in Markdown has no colours. Each line is a
 * sequence of texts that nobody has to trust.
 */
export function hoverBlock(lines: readonly (readonly (string | Toned)[])[]): string {
  const html = lines.map((line) =>
    line.map((part) => (typeof part === "string" ? escape(part) : toned(part))).join(""),
  );
  return `<pre>${html.join("\n")}</pre>`;
}

/** VS Code lets through this style, to the letter. */
function toned({ tone, text }: Toned): string {
  return `<span style="color:var(--vscode-${colors[tone]});">${escape(text)}</span>`;
}

function escape(text: string): string {
  return oneLine(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
