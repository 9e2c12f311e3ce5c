import type { Seen, Sight, Statement } from "./program.js";
import { explanationOf } from "./explained.js";
import { notRun, textOf } from "./program.js";
import { comparable } from "./words.js";

/** In what two sights of a program differ. */
export interface Difference {
  /** The last statement that was looked at. */
  readonly step: number;
  readonly kind: "raises" | "words" | "shape" | "dtype" | "grad_fn" | "requires_grad" | "values" | "form";
  readonly message: string;
}

/**
 * The first difference that is not explained, null if there is none; `explain` hears of those that are. Roundings of a
 * program's steps add up and cancel, so values may differ by a part of the greatest number that was seen before them, and
 * by float32's roundings wherever a float32 was seen.
 */
export function differenceOf(
  program: readonly Statement[],
  ours: Sight,
  theirs: Sight,
  explain: (reason: string) => void = () => undefined,
): Difference | null {
  const tolerance = { scale: 1, isSingle: false };
  for (const [step, statement] of program.entries()) {
    const [here, there] = [ours.steps[step]!, theirs.steps[step]!];
    if ("dtype" in there && there.dtype === "float32") tolerance.isSingle = true;
    const found = compare(here, there, tolerance);
    const reason = found === null ? null : explanationOf(found.kind, statement.source, here, there);
    if (reason !== null) explain(reason);
    else if (found !== null) return { step, ...found, message: `${textOf(statement)}\n  ${found.message}` };
    tolerance.scale = Math.max(tolerance.scale, greatest(there));
  }
  for (const [name, seen] of Object.entries(theirs.ends)) {
    const place = program.findIndex(({ makes }) => makes === name);
    const here = ours.ends[name] ?? notRun;
    const found = compare(here, seen, tolerance);
    if (found === null || explanationOf(found.kind, program[place]!.source, here, seen) !== null) continue;
    return { step: program.length - 1, ...found, message: `${name} in the end\n  ${found.message}` };
  }
  return null;
}

interface Tolerance {
  readonly scale: number;
  readonly isSingle: boolean;
}

type Found = Pick<Difference, "kind" | "message"> | null;

function compare(ours: Seen, theirs: Seen, tolerance: Tolerance): Found {
  // What it hangs on raised on one side only, which is explained where it happened.
  if (isNotRun(ours) || isNotRun(theirs)) return null;
  if ("raised" in ours && "raised" in theirs) {
    return comparable(ours.raised) === comparable(theirs.raised) ? null : told("words", ours.raised, theirs.raised);
  }
  if ("raised" in ours || "raised" in theirs) return { kind: "raises", message: both(ours, theirs) };
  if ("list" in ours && "list" in theirs && ours.list.length === theirs.list.length) {
    for (const [i, item] of ours.list.entries()) {
      const found = compare(item, theirs.list[i]!, tolerance);
      if (found !== null) return found;
    }
    return null;
  }
  if (!("shape" in ours && "shape" in theirs)) return told("form", JSON.stringify(ours), JSON.stringify(theirs));
  const form =
    told("dtype", ours.dtype, theirs.dtype) ??
    told("shape", `[${ours.shape.join()}]`, `[${theirs.shape.join()}]`) ??
    told("requires_grad", String(ours.requires_grad), String(theirs.requires_grad)) ??
    told("grad_fn", String(ours.grad_fn), String(theirs.grad_fn));
  if (form !== null) return form;
  const [absolute, relative] = tolerance.isSingle ? [3e-6, 1e-4] : [1e-9, 1e-7];
  const same = ours.values.every((value, i) => {
    const [a, b] = [Number(value), Number(theirs.values[i])];
    if (value === theirs.values[i]) return true;
    return theirs.dtype.startsWith("float") && Math.abs(a - b) <= absolute * tolerance.scale + relative * Math.abs(b);
  });
  return same ? null : { kind: "values", message: both(ours, theirs) };
}

function told(kind: Difference["kind"], ours: string, theirs: string): Found {
  return ours === theirs ? null : { kind, message: `${kind}\n  here:    ${ours}\n  PyTorch: ${theirs}` };
}

function both(ours: Seen, theirs: Seen): string {
  return `here:    ${JSON.stringify(ours)}\n  PyTorch: ${JSON.stringify(theirs)}`;
}

function greatest(seen: Seen): number {
  if (!("values" in seen)) return 1;
  return Math.min(1e4, Math.max(...seen.values.map(Number).filter(Number.isFinite).map(Math.abs), 1));
}

function isNotRun(seen: Seen): boolean {
  return "other" in seen && seen.other === notRun.other;
}
