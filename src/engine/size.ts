import { sizeItem, sizeOfOther } from "./errors.js";

/** The type of shapes: `function reshaped(x: torch.Tensor, size: torch.Size)`. https://docs.pytorch.org/docs/stable/size.html */
export type Size = readonly number[];

/**
 * The sizes of a tensor as PyTorch prints them: `torch.Size([2, 3])`. Shapes themselves are plain arrays. Throws a TypeError
 * for what is no array of whole numbers.
 * https://docs.pytorch.org/docs/stable/size.html
 */
export function Size(sizes: Iterable<number>): Size {
  if (typeof sizes !== "object" || !(Symbol.iterator in sizes)) throw sizeOfOther(sizes);
  const list = [...sizes];
  const wrong = list.findIndex((size) => !Number.isInteger(size));
  if (wrong >= 0) throw sizeItem(wrong, list[wrong]);
  const text = { value: () => `torch.Size([${list.join(", ")}])` };
  return Object.defineProperties(list, { toString: text, [Symbol.for("nodejs.util.inspect.custom")]: text });
}
