const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Shorter names are cut at their end: there is nothing to tell apart. */
const leastLength = 14;
const tailLength = 6;

/** The part of a name that may be cut, and the part that always stands. What is one sign to the eye stays whole. */
export function splitName(text: string): readonly [string, string] {
  if (text.length < leastLength) return [text, ""];
  const signs = Array.from(segments.segment(text), ({ segment }) => segment);
  return [signs.slice(0, -tailLength).join(""), signs.slice(-tailLength).join("")];
}
