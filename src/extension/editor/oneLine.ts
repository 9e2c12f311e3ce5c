/** Text for places that have one line: control characters and line breaks become spaces, and what is too long is cut. */
export function oneLine(text: string, limit = 10_000): string {
  // C0 and C1 controls, line and paragraph separators, and what reverses the direction of writing.
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
  const characters = [...flat];
  return characters.length <= limit ? flat : `${characters.slice(0, limit - 1).join("")}…`;
}
