import type { TensorRow } from "../tensors/tensorRows.js";
import { oneLine } from "../ui/oneLine.js";

/** A line of the list: the head of a group, or a tensor. Positions count from 1, as screen readers say them. */
export type ListItem = GroupItem | TensorItem;

export interface GroupItem {
  readonly kind: "group";
  readonly key: string;
  readonly label: string;
  readonly rows: readonly TensorRow[];
  readonly isOpen: boolean;
  readonly position: number;
  readonly count: number;
}

export interface TensorItem {
  readonly kind: "tensor";
  /** The key of its group; null where there are no groups. */
  readonly group: string | null;
  readonly row: TensorRow;
  /** What of the name its group does not say. */
  readonly label: string;
  readonly position: number;
  readonly count: number;
}

/** No module has this path. */
const scriptKey = "";

/**
 * The tensors by module, in the order in which the forward pass went through these, then those of the script itself.
 * Without modules there are no groups either: a head that says the file's name once more would help nobody.
 */
export function listItems(
  rows: readonly TensorRow[],
  scriptName: string,
  closed: ReadonlySet<string>,
): readonly ListItem[] {
  if (rows.every(({ module }) => module === null)) return itemsOf(null, rows);
  // An op may be given all parameters before what it computes with: only what was made tells when a module had its turn.
  const inTurn = [...rows.filter(({ mark }) => mark !== "leaf"), ...rows];
  const groups = new Map(inTurn.map((row): [string, TensorRow[]] => [groupKeyOf(row), []]));
  for (const row of rows) groups.get(groupKeyOf(row))!.push(row);
  const ofScript = groups.get(scriptKey);
  groups.delete(scriptKey);
  if (ofScript !== undefined) groups.set(scriptKey, ofScript);
  return [...groups].flatMap(([key, members], i): readonly ListItem[] => {
    const label = oneLine(key === scriptKey ? scriptName : key);
    const isOpen = !closed.has(key);
    const head = { kind: "group", key, label, rows: members, isOpen, position: i + 1, count: groups.size } as const;
    return isOpen ? [head, ...itemsOf(key, members)] : [head];
  });
}

/** The key of the group that the row is in, if there are groups. */
export function groupKeyOf({ module }: TensorRow): string {
  return module ?? scriptKey;
}

function itemsOf(group: string | null, rows: readonly TensorRow[]): readonly TensorItem[] {
  return rows.map((row, i) => {
    const isInside = row.module !== null && row.label.startsWith(`${row.module}.`);
    const label = isInside ? row.label.slice(row.module.length + 1) : row.label;
    return { kind: "tensor", group, row, label, position: i + 1, count: rows.length };
  });
}
