import assert from "node:assert/strict";
import fc from "fast-check";
import { opTable } from "../../src/engine/ops/table.js";
import { altered, Dice } from "./support/alteredCase.js";
import { checkAnyCall } from "./support/checkAnyCall.js";
import { moreCalls } from "./support/moreCalls.js";
import type { OracleCase } from "./support/oracleSchema.js";
import { readCases } from "./support/oracle.js";

/** The same calls in every run; what fails is printed with this seed and its path. */
const seed = 1;

/** Calls whose gradients are PyTorch's without being the derivatives of what is computed at every point. */
const notCompared: Readonly<Record<string, string>> = {
  atan2: "an operand of uint8 wraps around in the rule",
  "special.zeta": "an operand of uint8 wraps around in the rule",
  cholesky: "the gradient is that of symmetric matrices",
  cholesky_solve: "the gradient is that of triangular factors",
  "linalg.cholesky": "the gradient is that of symmetric matrices",
  "linalg.cholesky_ex": "the gradient is that of symmetric matrices",
  "linalg.eigh": "the gradient is that of symmetric matrices",
  "linalg.eigvalsh": "the gradient is that of symmetric matrices",
  "linalg.svd": "the vectors that have no singular value may turn",
  "linalg.qr": "a matrix without full rank has many factors",
  "linalg.pinv": "it jumps where the rank changes",
  "linalg.lu_factor_ex": "a matrix without full rank has no derivative",
  "nn.functional.ctc_loss": "the gradient is that of another function",
  clamp: "NaN as a bound lets no gradient through",
  clamp_min: "NaN as a bound lets no gradient through",
  clamp_max: "NaN as a bound lets no gradient through",
  copysign: "the gradient at 0 is 0",
  dist: "the norm of degree 0 has the gradient NaN beside infinities",
  ldexp: "what the exponent makes is PyTorch's",
  nextafter: "it leaps where both are equal",
  normal: "the mean and the deviation get no gradient",
  index_put: "an element that another was written over gets a gradient",
  scatter: "an element that another was written over gets a gradient",
  scatter_reduce: "ties share their gradient",
  "nn.functional.embedding": "the padding gets no gradient",
  "nn.functional.cosine_similarity": "the bound of the norms is no part of the gradient",
  "nn.functional.hardshrink": "the bound may be 0, and the step lie in it",
  "nn.functional.softshrink": "the bound may be 0, and the step lie in it",
  "nn.functional.local_response_norm": "a power of a negative number is NaN",
  "nn.functional.normalize": "a norm of a degree near 0 is infinite",
  "nn.functional.poisson_nll_loss": "the masked logarithm has the gradient NaN",
  renorm: "a norm of a degree near 0 is infinite",
  round: "the gradient is 0, also of many decimals",
};

/** Ops that no call of a function runs by itself. */
const apart: Readonly<Record<string, string>> = {
  fw_primal: "forward mode",
  make_dual: "forward mode, too",
  space_gather: "the second derivative of the greatest elements under windows",
  alias: "an index of an ellipsis alone",
  embedding_rows: "the second derivative of embedding",
  unsafe_split: "the gates of recurrent cells",
  _pack_padded_sequence: "sequences that are packed",
  _pack_padded_sequence_backward: "their gradient",
  scatter_reduced: "scatter with the deprecated reduce, which has no derivative",
  _standard_gamma: "the draws of gamma distributions",
  _standard_gamma_grad: "their gradient",
  _dirichlet_grad: "the gradient of Dirichlet's draws",
};

const cases = [...readCases("ops-public.jsonl"), ...moreCalls].filter(
  (oracle) => !JSON.stringify(oracle.args).includes('"ref"'),
);
const ops = [...new Set(cases.map(({ op }) => op))];
const reached = new Set<string>();

function check(oracle: OracleCase): void {
  try {
    for (const name of checkAnyCall(oracle, !(oracle.op in notCompared)).ops) reached.add(name);
  } catch (error) {
    throw new Error(`${oracle.call} of ${JSON.stringify([oracle.dtype, oracle.args, oracle.kwargs])}`, {
      cause: error,
    });
  }
}

describe("a call with any shapes, values, dtypes and numbers has a right answer or a clear error:", () => {
  for (const op of ops) {
    const own = cases.filter((oracle) => oracle.op === op);
    it(op, () => {
      for (const oracle of own) check(oracle);
      const property = fc.property(
        fc.nat(own.length - 1),
        fc.array(fc.nat(), { maxLength: 60, size: "max" }),
        (which, dice) => {
          check(altered(own[which]!, new Dice(dice)));
        },
      );
      fc.assert(property, { seed, numRuns: 15 });
    });
  }

  it("which every op of the table takes part in", () => {
    const missing = Object.keys(opTable).filter(
      (name) => !reached.has(name) && !reached.has(`${name}_`) && !(name in apart),
    );
    assert.deepEqual(missing, []);
  });
});
