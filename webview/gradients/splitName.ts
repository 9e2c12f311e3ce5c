const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Shorter names are cut at their end: there is nothing to tell apart. */
const leastLength = 14;
const tailLength = 6;

/**
 * The part of a name that is cut first, and the part that stays as long as it can: the last of a path, else some signs.
 * What is one sign to the eye stays whole.
 */
export function splitName(text: string): readonly [string, string] {
  if (text.length < leastLength) return [text, ""];
  const point = text.lastIndexOf(".");
  if (point > 0) return [text.slice(0, point), text.slice(point)];
  const signs = Array.from(segments.segment(text), ({ segment }) => segment);
  return [signs.slice(0, -tailLength).join(""), signs.slice(-tailLength).join("")];
}
