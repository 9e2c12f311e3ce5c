import type { PassSelection } from "./arguments.js";

const most = 10_000;

/** The numbers of the selected passes; where they are more than 10,000, the first and the last 5,000. */
export function passNumbers(selection: PassSelection, total: number): readonly number[] {
  switch (selection.kind) {
    case "all":
      return capped(0, total);
    case "last":
      return capped(Math.max(0, total - 1), total);
    case "range":
      return capped(Math.min(selection.from, total), Math.min(selection.to, total));
    default:
      return selection satisfies never;
  }
}

function capped(from: number, to: number): readonly number[] {
  if (to - from <= most) return range(from, to);
  return [...range(from, from + most / 2), ...range(to - most / 2, to)];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
