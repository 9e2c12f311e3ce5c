import { bool, int32, int64, uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { emptyTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { isMapped } from "../func/batchLevel.js";
import { aliasOf } from "./alias.js";
import { indexBy, type PlacedIndex } from "./advancedIndex.js";
import { parseSlice, SliceIndex } from "./slice.js";
import { sliceOf } from "./slicing.js";

/** An array of whole numbers, of arrays of them and so on, or of booleans: an index tensor or a mask. */
export type IndexList = readonly (number | boolean | IndexList)[];

/** What can stand in `index`: see there. */
export type IndexItem = number | string | null | SliceIndex | Tensor | IndexList;

/** What is left of indices once views have been taken: the view, and the index tensors at its dimensions. */
export interface Chosen {
  readonly view: Tensor;
  readonly placed: readonly PlacedIndex[];
}

/** Applies Python's indices from left to right: views first, then all index tensors at once. */
export function indexed(x: Tensor, items: readonly IndexItem[]): Tensor {
  const { view, placed } = chosenBy(x, items);
  const [only] = items.length === 1 ? items.map(prepare) : [];
  // A slice that leaves out nothing is a view of its own only where it stands alone.
  if (view === x && only instanceof SliceIndex) return sliceOf(x, 0, 0, x.shape[0]!, 1);
  if (placed.length > 0) return indexBy(view, placed);
  return view === x ? aliasOf(x) : view;
}

/** Applies the indices that give views. */
export function chosenBy(x: Tensor, items: readonly IndexItem[]): Chosen {
  const prepared = items.map(prepare);
  const full = withEllipsis(x, prepared);
  let view = x;
  let dim = 0;
  const placed: PlacedIndex[] = [];
  full.forEach(({ item, place }) => {
    if (item === null) {
      view = view.unsqueeze(dim++);
    } else if (typeof item === "number") {
      const size = view.shape[dim]!;
      if (item < -size || item >= size) throw errors.indexOutOfBounds(item, place, size);
      view = view.select(dim, item);
    } else if (item instanceof SliceIndex) {
      const size = view.shape[dim]!;
      const { start, end, step } = item.within(size);
      if (start !== 0 || end !== size || step !== 1) view = sliceOf(view, dim, start, end, step);
      dim++;
    } else if (isTensor(item)) {
      const isMask = item.dtype === bool;
      // A mask without dimensions stands for one of its own: all of it, or nothing.
      if (isMask && item.ndim === 0) view = view.unsqueeze(dim);
      placed.push({ dim, index: isMask && item.ndim === 0 ? allOrNothing(item) : item });
      dim += isMask ? Math.max(item.ndim, 1) : 1;
    }
  });
  return { view, placed };
}

/** The index of the only place, if the mask holds. */
function allOrNothing(mask: Tensor): Tensor {
  if (isMapped(mask)) return mask.view([1]);
  return emptyTensor([mask.storage.read(mask.offset) === 0 ? 0 : 1], int64);
}

type Prepared = number | null | SliceIndex | Tensor | "...";

function prepare(item: unknown): Prepared {
  if (isTensor(item)) return asIndex(item);
  if (item === null || item === "..." || item instanceof SliceIndex) return item;
  if (typeof item === "string") return parseSlice(item);
  if (Array.isArray(item)) return asIndexTensor(item as IndexList);
  if (typeof item !== "number" || !Number.isInteger(item)) throw errors.indexNotInteger(item);
  return item;
}

/** Bytes are a mask, and the smaller integers indices as int64 are; one alone is a number. */
function asIndex(tensor: Tensor): Tensor | number {
  if (tensor.dtype === uint8) return tensor.bool();
  const index = tensor.dtype === int32 ? tensor.long() : tensor;
  return index.ndim === 0 && index.dtype === int64 && !isMapped(index) ? index.storage.read(index.offset) : index;
}

/** An item as it is applied, and which one of those that were written it is. */
interface Applied {
  readonly item: Exclude<Prepared, "...">;
  readonly place: number;
}

/** The items with as many full slices for the ellipsis as there are dimensions left. Throws for too many items. */
function withEllipsis(x: Tensor, items: readonly Prepared[]): readonly Applied[] {
  const taken = items.reduce<number>((total, item) => total + dimensionsTaken(item), 0);
  if (x.ndim === 0 && items.length === 1 && typeof items[0] === "number") throw errors.indexOfScalar();
  if (taken > x.ndim) throw errors.tooManyIndices(x.ndim);
  if (items.filter((item) => item === "...").length > 1) throw errors.twoEllipses();
  const rest = Array.from({ length: x.ndim - taken }, () => new SliceIndex(null, null, 1));
  return items.flatMap((item, place) => (item === "..." ? rest : [item]).map((one) => ({ item: one, place })));
}

function dimensionsTaken(item: Prepared): number {
  if (item === null || item === "...") return 0;
  return isTensor(item) && item.dtype === bool ? item.ndim : 1;
}

function asIndexTensor(list: IndexList): Tensor {
  const shape: number[] = [];
  for (let level: unknown = list; Array.isArray(level); level = level[0]) shape.push(level.length);
  const values = (list as readonly unknown[]).flat(Infinity);
  const whole = values.every(Number.isInteger);
  if (!whole && !values.every((value) => typeof value === "boolean")) {
    throw errors.indexNotInteger(values.find((value) => !Number.isInteger(value)));
  }
  if (values.length !== shape.reduce((total, size) => total * size, 1)) throw errors.raggedIndex();
  const tensor = emptyTensor(shape, whole ? int64 : bool);
  values.forEach((value, i) => {
    tensor.storage.write(i, Number(value));
  });
  return tensor;
}
