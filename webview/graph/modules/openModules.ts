import type { ModuleTree } from "./moduleTree.js";

/** Which boxes a person wants open: those that are by default, all or none, but for some that were opened or closed. */
export interface OpenModules {
  readonly most: "default" | "open" | "closed";
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

export const openByDefault: OpenModules = { most: "default", opened: [], closed: [] };

/** By default, boxes open from the outside in, as long as no more than so many cards are seen. */
const readable = 40;

/** Whether each of the tree's boxes is open. A box in a closed one may be. */
export function openBoxes(tree: ModuleTree, { most, opened, closed }: OpenModules): readonly boolean[] {
  const byDefault = most === "default" ? fitting(tree) : tree.boxes.map(() => most === "open");
  const [toOpen, toClose] = [new Set(opened), new Set(closed)];
  return tree.boxes.map(({ key }, box) => toOpen.has(key) || (byDefault[box]! && !toClose.has(key)));
}

/** The choice with one more box opened or closed. */
export function withBox({ most, opened, closed }: OpenModules, key: string, isOpen: boolean): OpenModules {
  const others = (keys: readonly string[]): readonly string[] => keys.filter((each) => each !== key);
  return isOpen
    ? { most, opened: [...others(opened), key], closed: others(closed) }
    : { most, opened: others(opened), closed: [...others(closed), key] };
}

function fitting({ boxes, boxOf }: ModuleTree): readonly boolean[] {
  const content = new Int32Array(boxes.length + 1);
  for (const box of boxOf) content[box + 1]!++;
  for (const { parent } of boxes) content[parent + 1]!++;
  let seen = content[0]!;
  const isOpen = new Array<boolean>(boxes.length).fill(false);
  boxes.forEach(({ parent }, box) => {
    if (parent >= 0 && !isOpen[parent]) return;
    const next = seen - 1 + content[box + 1]!;
    if (next > readable) return;
    seen = next;
    isOpen[box] = true;
  });
  return isOpen;
}
