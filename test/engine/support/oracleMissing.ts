import type { Outcome } from "./oracleCase.js";
import type { OracleCase } from "./oracleSchema.js";
import type { Result } from "./oracleReport.js";

/**
 * What the engine does not have yet: ops that are absent, and cases that fail of ops that are there. The tests hold it to
 * this list: whatever comes to work has to leave it, and nothing comes to it that worked before.
 */
export interface Missing {
  readonly absent: readonly string[];
  readonly failing: readonly string[];
}

/** The list without what works by now. Of an op that has come, the cases that fail stay. */
export function shrunk({ absent, failing }: Missing, results: readonly Result[]): Missing {
  const outcomes = (kinds: readonly Outcome["kind"][]): readonly OracleCase[] =>
    results.filter(({ outcome }) => kinds.includes(outcome.kind)).map(({ oracle }) => oracle);
  const present = new Set(outcomes(["passed", "failed"]).map(({ op }) => op));
  const broken = outcomes(["failed", "unsupported"]);
  return {
    absent: absent.filter((op) => !present.has(op)),
    failing: broken.flatMap(({ id, op }) =>
      failing.includes(id) || (absent.includes(op) && present.has(op)) ? [id] : [],
    ),
  };
}
