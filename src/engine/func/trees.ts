import { isOptions } from "../arguments.js";

/**
 * The structures that PyTorch calls pytrees: arrays and plain objects of anything, as deep as they like. What is neither
 * is a leaf.
 */
export interface Tree {
  readonly leaves: readonly unknown[];
  /** The structure with `*` for each leaf, as PyTorch prints it prettily: `(*, *)`. */
  readonly structure: string;
  /** As it prints it otherwise: `TreeSpec(tuple, None, [*,\n  *])`. */
  spec(): string;
  /** The same structure with other leaves. */
  rebuild(leaves: readonly unknown[]): unknown;
}

export function treeOf(value: unknown): Tree {
  const leaves: unknown[] = [];
  const structure = collect(value, leaves);
  return {
    leaves,
    structure,
    spec: () => treeSpec(value, 0),
    rebuild: (others) => filled(value, others[Symbol.iterator]()),
  };
}

function collect(value: unknown, leaves: unknown[]): string {
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map((item) => collect(item, leaves));
    return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
  }
  if (isOptions(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `'${key}': ${collect(item, leaves)}`)
      .join(", ")}}`;
  }
  leaves.push(value);
  return "*";
}

function treeSpec(value: unknown, indent: number): string {
  const [kind, keys, items] = Array.isArray(value)
    ? ["tuple", "None", value as readonly unknown[]]
    : isOptions(value)
      ? [
          "dict",
          `[${Object.keys(value)
            .map((key) => `'${key}'`)
            .join(", ")}]`,
          Object.values(value),
        ]
      : [null, "", []];
  if (kind === null) return "*";
  const children = items.map((item) => treeSpec(item, indent + 2));
  return `TreeSpec(${kind}, ${keys}, [${children.join(`,\n${" ".repeat(indent + 2)}`)}])`;
}

function filled(value: unknown, leaves: Iterator<unknown>): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => filled(item, leaves));
  if (!isOptions(value)) return leaves.next().value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, leaves)]));
}

/** The same structure with each leaf replaced. */
export function mapTree(value: unknown, f: (leaf: unknown) => unknown): unknown {
  const tree = treeOf(value);
  return tree.rebuild(tree.leaves.map(f));
}

/** For each leaf of a value what stands in its place in another structure, which may end above it; null if it differs. */
export function spread(given: unknown, over: unknown): readonly unknown[] | null {
  if (Array.isArray(given)) {
    if (!Array.isArray(over) || over.length !== given.length) return null;
    return joined(given.map((item, i) => spread(item, over[i])));
  }
  if (isOptions(given)) {
    if (!isOptions(over) || Object.keys(given).length !== Object.keys(over).length) return null;
    return joined(Object.entries(over).map(([key, item]) => (key in given ? spread(given[key], item) : null)));
  }
  return treeOf(over).leaves.map(() => given);
}

function joined(parts: readonly (readonly unknown[] | null)[]): readonly unknown[] | null {
  return parts.includes(null) ? null : parts.flatMap((part) => part!);
}
