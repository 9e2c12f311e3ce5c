const longest = 300;

/**
 * Names and messages are anybody's text: breaks are shown as ⏎, other control characters and those that turn the
 * direction of writing as a space, and what no place can show is cut.
 */
export function oneLine(text: string): string {
  const short = text.length > longest ? `${[...text.slice(0, longest)].slice(0, -1).join("")}…` : text;
  return short
    .replace(/\r\n|[\n\r\u2028\u2029]/gu, "⏎")
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
}
