import { sizeItem, sizeOfOther } from "./errors.js";
import { printingAs } from "./printingAs.js";

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
  return printingAs(list, () => `torch.Size([${list.join(", ")}])`);
}
