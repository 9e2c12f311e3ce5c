/** A formatted number in front of its decimal point and from there on, so that a column can be aligned at it. */
export function splitAtPoint(text: string): readonly [string, string] {
  const point = text.search(/[.e]/);
  return point < 0 ? [text, ""] : [text.slice(0, point), text.slice(point)];
}
