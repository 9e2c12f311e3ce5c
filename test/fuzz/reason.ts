import * as torch from "../../src/engine/index.js";
import type { Kind } from "./difference.js";
import type { Seen, SeenTensor, Sight, Statement } from "./program.js";

/** A difference, and the program in which it is. */
export interface Case {
  readonly kind: Kind;
  readonly program: readonly Statement[];
  /** The statement whose value differs. */
  readonly step: number;
  readonly ours: Seen;
  readonly theirs: Seen;
  /** PyTorch's whole answer. */
  readonly answer: Sight;
}

/** Why a difference is meant, and none to mend. */
export interface Reason {
  readonly says: string;
  holds(difference: Case): boolean;
}

/** The statement, and those that made the tensor that it only takes out of a list, or writes to in place. */
export function reached(program: readonly Statement[], step: number): readonly Statement[] {
  const { source } = program[step]!;
  const match =
    /^\[\.\.\.(t\d+)\]/.exec(source) ??
    /^torch\.atleast_\dd\((t\d+)\)/.exec(source) ??
    /^(t\d+)\.grad_fn\./.exec(source) ??
    written.exec(source);
  const name = match?.[1];
  const before = name === undefined ? -1 : program.findIndex(({ makes }) => makes === name);
  return before < 0 || before >= step ? [program[step]!] : [program[step]!, ...reached(program, before)];
}

/** A write in place, in any scope, by a method or by a function; or what gives the tensor itself if it lies in rows. */
const written = /^(?:torch\.\w+\(\(\) => )*(?:(?:torch|F)\.\w+_\()?(t\d+)(?:\.(?:\w+_|contiguous|resolve_conj)\(|[,)])/;

/** PyTorch's sight of what a statement uses: when it was made, or in the end, when all was written to it. */
export function operandsOf({ program, step, answer }: Case, when: "made" | "ends" = "made"): readonly Seen[] {
  const { uses } = program[step]!;
  if (when === "ends") return uses.flatMap((name) => answer.ends[name] ?? []);
  return program.flatMap(({ makes }, i) => (makes !== null && uses.includes(makes) ? [answer.steps[i]!] : []));
}

/** What differs of the numbers of two answers of one form. */
export function differing(ours: Seen, theirs: Seen): readonly (readonly [string, string])[] {
  const [here, there] = [ours, theirs].map((seen) => tensorsIn(seen).flatMap(({ values }) => values));
  const both = here!.map((value, i) => [value, there![i] ?? ""] as const);
  return both.filter(
    ([one, other]) =>
      Math.abs(Number(one) - Number(other)) > 1e-9 || Number.isNaN(Number(one)) !== Number.isNaN(Number(other)),
  );
}

export function pairs(ours: Seen, theirs: Seen): readonly (readonly [Seen, Seen])[] {
  if ("list" in ours && "list" in theirs && ours.list.length === theirs.list.length)
    return ours.list.map((one, i) => [one, theirs.list[i]!] as const);
  return [[ours, theirs]];
}

export function isNothing(seen: Seen): boolean {
  return "other" in seen && seen.other === "null";
}

export function isZero(value: string): boolean {
  return Number(value) === 0;
}

export function isOfInference({ version }: SeenTensor): boolean {
  return version?.includes("Inference tensors") === true;
}

export function tensorsIn(seen: Seen): readonly SeenTensor[] {
  if ("list" in seen) return seen.list.flatMap(tensorsIn);
  return "shape" in seen ? [seen] : [];
}

export function isFunctional(name: string): boolean {
  const functions: Readonly<Record<string, unknown>> = torch.nn.functional;
  return name in functions && functions[name] === (torch as Readonly<Record<string, unknown>>)[name];
}

export function nodeOf(seen: Seen): string | null {
  return "shape" in seen ? seen.grad_fn : null;
}

export function raised(seen: Seen): string {
  return "raised" in seen ? seen.raised : "";
}

export function valuesOf(seen: Seen): readonly string[] {
  return "values" in seen ? seen.values : [];
}

export function isNear(one: number, other: number): boolean {
  return Object.is(one, other) || Math.abs(one - other) <= 1e-5 * (1 + Math.abs(other));
}
