/// <reference lib="dom" />

/**
 * Where `text` stands on the screen, in a line as the editor renders it: its words are spread over many elements. This
 * function is sent to the page, so it may use nothing from outside itself.
 */
export function middleOfText(line: Element, text: string): { x: number; y: number } {
  const pieces: Text[] = [];
  const walker = line.ownerDocument.createTreeWalker(line, 4 /* NodeFilter.SHOW_TEXT */);
  while (walker.nextNode() !== null) pieces.push(walker.currentNode as Text);
  let start = pieces
    .map((piece) => piece.data)
    .join("")
    .replaceAll("\u00a0", " ")
    .indexOf(text);
  if (start < 0) throw new Error(`Not in the line: ${text}`);
  const piece = pieces.find((each) => {
    if (start < each.length) return true;
    start -= each.length;
    return false;
  });
  const range = line.ownerDocument.createRange();
  range.setStart(piece as Text, start);
  range.setEnd(piece as Text, start + 1);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
