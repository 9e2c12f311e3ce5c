import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { callMany } from "../../src/engine/ops/dispatch.js";
import type { Op, Operand, Sample } from "../../src/engine/ops/op.js";
import { opTable } from "../../src/engine/ops/table.js";
import { checkFirstOrder, checkForwardOverReverse, checkSecondOrder, checkSingle } from "./support/checkDerivatives.js";
import { formulaValue } from "./support/formula.js";
import { layoutsOf, operandsOf } from "./support/sampleOperands.js";

/**
 * as_strided reads its operand's storage, so the operand must lie as its attributes say: views.test.ts covers it.
 * floor_divide has a node whose gradient PyTorch refuses, hardsigmoid one whose second derivative it refuses, the
 * incomplete gamma functions and zeta one whose first operand has none, heaviside, bincount, histogram, unique and the draws by numbers
 * of tries and by a p of their own one that has none at all; gamma numbers move with their parameter at a fixed chance only. The rules of eigh and of Cholesky's family are those of symmetric matrices and
 * triangular factors, which samples are not: linalg.test.ts has them. ctc_loss has the gradient
 * of another function than itself, and no second one.
 */
const notSampled: readonly string[] = [
  "scatter_reduced",
  "as_strided",
  "floor_divide",
  "hardsigmoid",
  "hardsigmoid_backward",
  "igamma",
  "igammac",
  "zeta",
  "ctc_loss",
  "ctc_loss_backward",
  "heaviside",
  "remainder_of_number",
  "bernoulli_number",
  "bincount",
  "histogram",
  "binomial",
  "_standard_gamma",
  "_standard_gamma_grad",
  "cholesky",
  "cholesky_inverse",
  "cholesky_solve",
  "linalg_cholesky_ex",
  "linalg_eigh",
  "linalg_lu_solve",
  "unique",
];

for (const [key, op] of Object.entries(opTable) as [string, Op][]) {
  describe(`op ${key}`, () => {
    it("is named as in the table and has a formula for each operand", () => {
      assert.equal(op.name, key);
      if (Number.isFinite(op.arity)) assert.equal(op.formulas.length, op.arity);
      assert.equal(op.differentiable, op.arity > 0);
    });

    it("has samples if it can be differentiated", () => {
      assert.equal(op.samples.length > 0, op.differentiable && !notSampled.includes(key));
    });

    for (const sample of op.samples)
      describe(title(sample), () => {
        checkSample(op, sample);
      });
  });
}

function checkSample(op: Op, sample: Sample): void {
  const { attributes } = sample;

  it("has one first derivative by vjp, jvp and differences", () => {
    forEachLayout(sample, torch.float64, (operands) => {
      checkFirstOrder(op, operands, attributes);
    });
  });

  it("has one second derivative by backward and differences", () => {
    forEachLayout(sample, torch.float64, (operands) => {
      checkSecondOrder(op, operands, attributes);
    });
  });

  it("has that second derivative by forward mode, too", () => {
    forEachLayout(sample, torch.float64, (operands) => {
      checkForwardOverReverse(op, operands, attributes);
    });
  });

  it("gives the same however its operands lie in storage, in the shape that its rule says", () => {
    forEachLayout(sample, torch.float64, (operands) => {
      const outputs = callMany(op, operands, attributes);
      const dense = operands.map((operand) => (typeof operand === "number" ? operand : operand.detach().clone()));
      const expected = callMany(op, dense, attributes);
      assert.deepEqual(
        outputs.map((output) => output.tolist()),
        expected.map((output) => output.tolist()),
      );
      const shapes = operands.flatMap((operand) => (typeof operand === "number" ? [] : [operand.shape]));
      assert.deepEqual(
        outputs.map(({ shape }) => shape),
        op.shape(shapes, attributes),
      );
    });
  });

  it("computes in float32 what it computes in float64, but for rounding", () => {
    const [single, exact] = [torch.float32, torch.float64].map((dtype) =>
      callMany(op, operandsOf(sample, "contiguous", dtype), attributes),
    );
    single!.forEach((output, i) => {
      const error = output.to(torch.float64).sub(exact![i]!).detach();
      const greatest = Math.max(...(error.flatten().tolist() as number[]).map(Math.abs));
      assert.ok(greatest < 1e-6, `off by ${greatest}`);
    });
  });

  it("has the derivatives in float32 that it has in float64, but for rounding", () => {
    forEachLayout(sample, torch.float32, (operands) => {
      checkSingle(op, operands, attributes);
    });
  });

  if (op.kind === "elementwise") {
    it("has formulas that say what its rules do", () => {
      checkFormulas(op, sample);
    });
  }
}

/** PyTorch, too, refuses a view where the operand's strides do not allow it, and a tangent for what overlaps itself. */
const refusedThere = /view size is not compatible|more than one element of the written-to tensor/;

function forEachLayout(sample: Sample, dtype: torch.dtype, check: (operands: readonly Operand[]) => void): void {
  for (const layout of layoutsOf(sample)) {
    try {
      check(operandsOf(sample, layout, dtype));
    } catch (error) {
      if (layout === "contiguous" || !refusedThere.test(String(error)))
        throw new Error(`on ${layout} operands`, { cause: error });
    }
  }
}

function title({ shapes, scalars, attributes }: Sample): string {
  const operands = [...shapes.map((shape) => `[${shape.join(",")}]`), ...scalars].join(" ");
  return Object.keys(attributes).length === 0 ? operands : `${operands} ${JSON.stringify(attributes)}`;
}

/** Compares the formulas with the jvp at the first element of operands of one value each. */
function checkFormulas(op: Op, sample: Sample): void {
  const operands = operandsOf({ ...sample, shapes: sample.shapes.map(() => []) }, "contiguous", torch.float64);
  const [out] = callMany(op, operands, sample.attributes) as [torch.Tensor];
  const numbers = operands.map((operand) => (typeof operand === "number" ? operand : operand.item()));
  const [x = NaN, y = NaN, z = NaN] = numbers;
  op.formulas.forEach((formula, i) => {
    const operand = operands[i];
    if (operand === undefined || typeof operand === "number") return;
    const [gradient] = torch.autograd.grad(out, operand, { retain_graph: true }) as [torch.Tensor];
    const expected = formulaValue(formula, {
      x,
      y,
      z,
      out: out.item(),
      ...(sample.attributes as Record<string, number>),
    });
    assert.ok(Math.abs(gradient.item() - expected) < 1e-12, `${formula}: ${expected}, by its rule ${gradient.item()}`);
  });
}
