import { readFileSync } from "node:fs";
import path from "node:path";
import { parseCases, type OracleCase } from "../engine/support/oracleSchema.js";
import type { OracleValue, TensorData } from "../engine/support/oracleSchema.js";

/** No sample has more numbers than this: a program is read by people. */
const most = 40;

/** Calls that PyTorch's own samples of an op make, those of small tensors, op by op: arguments that fit each other. */
export function samplesIn(root: string): readonly (readonly OracleCase[])[] {
  const cases = parseCases(readFileSync(path.join(root, "test/oracle/ops/ops-public.jsonl"), "utf8"));
  const byOp = new Map<string, OracleCase[]>();
  for (const oracle of cases) {
    // Python's operators have names of their own, and the calls by place have their writers.
    if (oracle.kind === "property" || /__|\.ops\.|empty/.test(oracle.call)) continue;
    const count = tensorsIn([...oracle.args, ...Object.values(oracle.kwargs)]).reduce(
      (sum, t) => sum + t.data.length,
      0,
    );
    if (count <= most) byOp.set(oracle.op, [...(byOp.get(oracle.op) ?? []), oracle]);
  }
  return [...byOp.values()];
}

function tensorsIn(values: readonly OracleValue[]): readonly TensorData[] {
  return values.flatMap((value) => {
    if (value === null) return [];
    if ("tensor" in value) return [value.tensor];
    if ("list" in value) return tensorsIn(value.list);
    return "tuple" in value ? tensorsIn(value.tuple) : [];
  });
}
