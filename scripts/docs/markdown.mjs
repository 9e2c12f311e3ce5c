// What both kinds of pages are written with.

/** Prose of a docstring as Markdown: whatever is not code says itself and nothing else. */
export function prose(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[*<~]|(?<!\w)_|_(?!\w)/g, "\\$&")))
    .join("");
}

export function paragraphs(doc) {
  return (doc?.paragraphs ?? []).map(prose);
}

export function fenced(texts) {
  const isLong = texts.some((text) => text.includes("\n"));
  return ["```ts", texts.join(isLong ? "\n\n" : "\n"), "```"].join("\n");
}

/** Where a name stands: PyTorch's own name is the anchor, as on PyTorch's pages. */
export function anchored(name, text) {
  return `<a id="${name}"></a>${text}`;
}

/** A page's blocks, one below the other. */
export function joined(blocks) {
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
