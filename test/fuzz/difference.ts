import { explanationOf } from "./explained.js";
import { notRun, textOf, type Seen, type SeenTensor, type Sight, type Statement } from "./program.js";
import type { Case } from "./reason.js";
import { Tolerance } from "./tolerance.js";
import { comparable } from "./words.js";

/** In what two sights of a program differ. */
export interface Difference {
  /** The last statement that was looked at. */
  readonly step: number;
  readonly kind: Kind;
  readonly message: string;
}

export type Kind =
  | "raises"
  | "words"
  | "form"
  | "shape"
  | "dtype"
  | "requires_grad"
  | "grad_fn"
  | "values"
  | "is_leaf"
  | "is_view"
  | "version"
  | "strides"
  | "printed";

/** What tells the less of two tensors, so that a difference in it does not hide another one. */
const lesser: readonly Kind[] = ["is_view", "version", "strides", "printed"];

/** What a statement may take over from an operand that it gives back: `t.flatten(-1, -1)`. */
const inherited: readonly Kind[] = ["grad_fn", "is_view"];

/** What makes other differences after it, so that nothing is compared beyond one that is explained. */
const consequential: readonly Kind[] = ["raises", "form", "dtype", "requires_grad", "values"];

/**
 * The first difference that is not explained, null if there is none; `explain` hears of those that are. One of form and
 * values comes before one of strides, versions and print, even if it is seen later.
 */
export function differenceOf(
  program: readonly Statement[],
  ours: Sight,
  theirs: Sight,
  explain: (reason: string) => void = () => undefined,
): Difference | null {
  const tolerance = new Tolerance();
  let first: Difference | null = null;
  let isOver = false;
  /** What was explained of each name, and is no other difference in what it comes into. */
  const known = new Map<string, { readonly message: string; readonly reason: string }>();
  const reasonOf = (found: NonNullable<Found>, seen: Omit<Case, "kind" | "program" | "answer">): string | null => {
    const { makes, uses } = program[seen.step]!;
    const before = uses.map((name) => known.get(name)).find((each) => each?.message === found.message);
    const reason = before?.reason ?? explanationOf({ ...seen, kind: found.kind, program, answer: theirs });
    if (reason !== null && makes !== null && inherited.includes(found.kind))
      known.set(makes, { message: found.message, reason });
    return reason;
  };
  /** Whether this is a difference to stop at. */
  const counts = (found: Found, seen: Omit<Case, "kind" | "program" | "answer">, where: string): boolean => {
    if (found === null) return false;
    const reason = reasonOf(found, seen);
    if (reason !== null) {
      explain(reason);
      // What comes after hangs on it.
      isOver ||= consequential.includes(found.kind);
    } else if (first === null || !lesser.includes(found.kind)) {
      first = { step: seen.step, kind: found.kind, message: `${where}\n  ${found.message}` };
      return !lesser.includes(found.kind);
    }
    return false;
  };
  for (const [step, statement] of program.entries()) {
    const [here, there] = [ours.steps[step]!, theirs.steps[step]!];
    tolerance.see(statement, there);
    if (counts(compare(here, there, tolerance), { step, ours: here, theirs: there }, textOf(statement))) return first;
    if (isOver) return first;
  }
  for (const [name, end] of Object.entries(theirs.ends)) {
    const step = program.findIndex(({ makes }) => makes === name);
    const here = writesSince(ours.steps[step]!, ours.ends[name] ?? notRun);
    const there = writesSince(theirs.steps[step]!, end);
    const found = compare(here, there, tolerance);
    if (counts(found, { step, ours: here, theirs: there }, `${name} in the end`)) {
      return { ...first!, step: program.length - 1 };
    }
  }
  return first;
}

/**
 * With the number of writes since it was made for its version: how often PyTorch's own functions write to what they make is
 * their own affair.
 */
function writesSince(made: Seen, end: Seen): Seen {
  if (!("version" in end) || !("version" in made)) return end;
  return { ...end, version: String(Number(end.version) - Number(made.version)) };
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
    const found = ours.list.map((item, i) => compare(item, theirs.list[i]!, tolerance)).filter((one) => one !== null);
    return found.find(({ kind }) => !lesser.includes(kind)) ?? found[0] ?? null;
  }
  if ("number" in ours && "number" in theirs) {
    return tolerance.allows(ours.number, theirs.number) ? null : told("values", ours.number, theirs.number);
  }
  if (!("shape" in ours && "shape" in theirs)) return told("form", JSON.stringify(ours), JSON.stringify(theirs));
  return compareTensors(ours, theirs, tolerance);
}

/** What PyTorch's kept answer does not tell is not compared. */
function compareTensors(ours: SeenTensor, theirs: SeenTensor, tolerance: Tolerance): Found {
  const form = (kind: Kind & keyof SeenTensor): Found =>
    theirs[kind] === undefined ? null : told(kind, String(ours[kind]), String(theirs[kind]));
  const isSame = ours.values.every((value, i) =>
    theirs.dtype.startsWith("float") ? tolerance.allows(value, theirs.values[i]!) : value === theirs.values[i],
  );
  const isPrintedAlike = String(ours.values) === String(theirs.values);
  return (
    form("dtype") ??
    form("shape") ??
    form("requires_grad") ??
    form("grad_fn") ??
    (isSame ? null : { kind: "values", message: both(ours, theirs) }) ??
    form("is_leaf") ??
    form("is_view") ??
    // Only in the end a version is that of writes that a program made, and only there a tensor is printed.
    (theirs.printed === undefined ? null : form("version")) ??
    form("strides") ??
    (isPrintedAlike ? form("printed") : null)
  );
}

function told(kind: Kind, ours: string, theirs: string): Found {
  return ours === theirs ? null : { kind, message: `${kind}\n  here:    ${ours}\n  PyTorch: ${theirs}` };
}

function both(ours: Seen, theirs: Seen): string {
  return `here:    ${JSON.stringify(ours)}\n  PyTorch: ${JSON.stringify(theirs)}`;
}

function isNotRun(seen: Seen): boolean {
  return "other" in seen && seen.other === notRun.other;
}
