import { outcomeOf, refusalOf, type Outcome } from "./oracleCase.js";
import type { OracleCase } from "./oracleSchema.js";

/** A case and what became of it. */
export interface Result {
  readonly oracle: OracleCase;
  readonly outcome: Outcome;
}

export function resultsOf(cases: readonly OracleCase[]): readonly Result[] {
  return cases.map((oracle) => ({ oracle, outcome: outcomeOf(oracle) }));
}

/** A line for each op: how many of its cases pass, fail and are unsupported. */
export function tableOf(results: readonly Result[]): readonly string[] {
  const ops = [...new Set(results.map(({ oracle }) => oracle.op))].sort();
  const width = Math.max(...ops.map((op) => op.length), 2);
  const line = (op: string, ...counts: readonly (string | number)[]): string =>
    op.padEnd(width) + counts.map((count) => String(count).padStart(13)).join("");
  const rows = ops.map((op) => {
    const own = results.filter(({ oracle }) => oracle.op === op);
    return line(op, count(own, "passed"), count(own, "failed"), count(own, "unsupported"));
  });
  return [line("op", "passed", "failed", "unsupported"), ...rows];
}

export function totalsOf(results: readonly Result[]): string {
  const [passed, failed, skipped] = (["passed", "failed", "unsupported"] as const).map((kind) => count(results, kind));
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The message of each case that did not pass. */
export function failuresOf(results: readonly Result[]): readonly string[] {
  return results.flatMap(({ oracle, outcome }) => {
    if (outcome.kind === "passed") return [];
    const note = "note" in oracle ? ` (${oracle.note})` : "";
    return [`${oracle.id}${note}: ${outcome.kind}\n    ${outcome.message.replaceAll("\n", "\n    ")}`];
  });
}

/** Both texts of each error that the engine words otherwise. */
export function otherWordsOf(results: readonly Result[]): readonly string[] {
  return results.flatMap(({ oracle, outcome }) => {
    if (!("error" in oracle) || outcome.kind !== "passed") return [];
    const ours = refusalOf(oracle);
    return ours === oracle.error.message
      ? []
      : [`${oracle.id}\n    here     ${ours}\n    PyTorch  ${oracle.error.message}`];
  });
}

/** Whether something that the engine is expected to have is missing or wrong. Errors have no tier. */
export function isBroken(results: readonly Result[]): boolean {
  return results.some(({ oracle, outcome }) => {
    if (outcome.kind === "passed") return false;
    return "error" in oracle ? outcome.kind === "failed" : oracle.tier === 1;
  });
}

function count(results: readonly Result[], kind: Outcome["kind"]): number {
  return results.filter(({ outcome }) => outcome.kind === kind).length;
}
