import type { TopologyNode } from "../../../src/protocol/api.js";
import { modulePathOf } from "../../tensors/modulePathOf.js";
import type { Neighbours } from "../layout/neighbours.js";
import { acyclicParts } from "./acyclicParts.js";

/**
 * Nodes that one module made, as far as they can be drawn as one box without making a cycle. A module that is called
 * twice in a row, as a recurrent cell is, has one box: nothing that is recorded tells its calls apart. Where others use
 * its result in between, it has several.
 */
export interface ModuleBox {
  /** The same in every graph of the script in which the module has as many boxes. */
  readonly key: string;
  readonly path: string;
  /** Which of the module's boxes it is, from 1 on. */
  readonly part: number;
  readonly parts: number;
  /** The box around it, −1 if there is none; it has a lower number. */
  readonly parent: number;
  /** Its nodes are those from `from` to `to` of the tree's order. */
  readonly from: number;
  readonly to: number;
}

export interface ModuleTree {
  readonly boxes: readonly ModuleBox[];
  /** The innermost box of each node; −1 outside of all. */
  readonly boxOf: Int32Array;
  /** All nodes such that those of a box are consecutive; what stands beside each other in a box has its inputs before it. */
  readonly order: Int32Array;
}

/** More boxes around each other nobody reads; deeper modules are part of the last. */
const mostLevels = 24;

export function moduleTree(
  nodes: readonly TopologyNode[],
  edges: { readonly inputs: Neighbours; readonly users: Neighbours },
): ModuleTree {
  const segmentsOf = memoize((path: string) => path.split("."));
  const paths = nodes.map((node) => segmentsOf(modulePathOf(node) ?? ""));
  const boxOf = new Int32Array(nodes.length).fill(-1);
  const kind = new Int32Array(nodes.length);
  const part = new Int32Array(nodes.length);
  const order = Int32Array.from(nodes, (_, v) => v);
  // The first is no box: it is what stands outside of all.
  const drafts: Draft[] = [{ path: [], parent: -1, from: 0, to: nodes.length, level: 0 }];
  for (let i = 0; i < drafts.length; i++) {
    const [draft, box] = [drafts[i]!, i - 1];
    const members = order.slice(draft.from, draft.to).sort();
    for (const v of members) boxOf[v] = box;
    if (draft.level === mostLevels) continue;
    const kinds = new Map<string, number>();
    for (const v of members) {
      const name = paths[v]![draft.path.length];
      if (name !== undefined && name !== "" && !kinds.has(name)) kinds.set(name, kinds.size + 1);
      kind[v] = kinds.get(name ?? "") ?? 0;
    }
    if (kinds.size === 0) continue;
    acyclicParts(members, kind, edges, (v) => boxOf[v] === box, part);
    const groups = groupsOf(members, kind, part);
    let at = draft.from;
    for (const group of groups) {
      order.set(group, at);
      const [from, to] = [at, (at += group.length)];
      if (kind[group[0]!] !== 0 && isBox(group, nodes)) {
        drafts.push({ path: commonPath(group, paths), parent: box, from, to, level: draft.level + 1 });
      }
    }
  }
  return { boxes: finished(drafts.slice(1)), boxOf, order };
}

type Draft = Pick<ModuleBox, "parent" | "from" | "to"> & { readonly path: readonly string[]; readonly level: number };

/** The members of each part of each kind, inputs before users; a member without a kind stands alone. */
function groupsOf(members: Int32Array, kind: Int32Array, part: Int32Array): readonly number[][] {
  const groups = new Map<string, number[]>();
  const all: number[][] = [];
  for (const v of members) {
    const key = `${kind[v]} ${part[v]}`;
    const known = kind[v] === 0 ? undefined : groups.get(key);
    if (known !== undefined) known.push(v);
    else {
      const group = [v];
      all.push(group);
      groups.set(key, group);
    }
  }
  return all.sort((a, b) => part[a[0]!]! - part[b[0]!]! || a[0]! - b[0]!);
}

/** A single node needs no box, and parameters without an op of their module stand beside what uses them. */
function isBox(group: readonly number[], nodes: readonly TopologyNode[]): boolean {
  return group.length > 1 && group.some((v) => !nodes[v]!.leaf);
}

/** How far all of the paths are the same: a module that holds nothing but another has no box of its own. */
function commonPath(group: readonly number[], paths: readonly (readonly string[])[]): readonly string[] {
  const [first, ...others] = group.map((v) => paths[v]!);
  let length = first!.length;
  for (const other of others) {
    length = Math.min(length, other.length);
    while (other.slice(0, length).some((name, i) => name !== first![i])) length--;
  }
  return first!.slice(0, length);
}

function finished(drafts: readonly Draft[]): readonly ModuleBox[] {
  const paths = drafts.map(({ path }) => path.join("."));
  const parts = new Map<string, number>();
  for (const path of paths) parts.set(path, (parts.get(path) ?? 0) + 1);
  const seen = new Map<string, number>();
  return drafts.map(({ parent, from, to }, i) => {
    const path = paths[i]!;
    const part = (seen.get(path) ?? 0) + 1;
    seen.set(path, part);
    return { key: part === 1 ? path : `${path} ${part}`, path, part, parts: parts.get(path)!, parent, from, to };
  });
}

function memoize<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}
