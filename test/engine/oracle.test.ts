import assert from "node:assert/strict";
import type { Missing } from "./support/oracleMissing.js";
import { readCases, readOracle } from "./support/oracle.js";
import { checkOracleCase, outcomeOf } from "./support/oracleCase.js";

const { absent, failing } = readOracle<Missing>("ops/missing.json");
const cases = ["ops-public.jsonl", "ops-more.jsonl", "ops-errors.jsonl"].flatMap(readCases);

/** What to do where something on the list of what is missing has come to work. */
const leave = "it works by now: npm run oracle -- --shrink";

for (const op of new Set(cases.map((oracle) => oracle.op))) {
  const own = cases.filter((oracle) => oracle.op === op);
  describe(`PyTorch's answers: ${op}`, () => {
    if (absent.includes(op)) {
      it("are of an op that is not there yet", () => {
        assert.ok(
          own.every((oracle) => outcomeOf(oracle).kind === "unsupported"),
          leave,
        );
      });
      return;
    }
    for (const oracle of own) {
      const title = "note" in oracle ? `${oracle.id}: ${oracle.note}` : oracle.id;
      if (failing.includes(oracle.id)) {
        it(`${title}, which differs still`, () => {
          assert.notEqual(outcomeOf(oracle).kind, "passed", leave);
        });
      } else {
        it(title, () => {
          checkOracleCase(oracle);
        });
      }
    }
  });
}
