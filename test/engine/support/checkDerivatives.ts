import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import type { Attributes, Op, Operand } from "../../../src/engine/ops/op.js";
import { inner, Point } from "./point.js";

/**
 * Checks an op's rules at one point, in float64. With g an arbitrary gradient of the results and v an arbitrary tangent
 * of the operands, ⟨g, J·v⟩ by the jvp, ⟨Jᵀ·g, v⟩ by the vjp and the central difference of ⟨g, f(x + t·v)⟩ in t must be one
 * number.
 */
export function checkFirstOrder(op: Op, operands: readonly Operand[], attributes: Attributes): void {
  const point = new Point(op, operands, attributes);
  const byVjp = inner(point.vjp(), point.tangents);
  assertClose(inner(point.gradients, point.jvp()), byVjp, "⟨g, J·v⟩ and ⟨Jᵀ·g, v⟩");
  assertClose(
    byVjp,
    difference((t) => inner(point.gradients, point.at(t))),
    "⟨Jᵀ·g, v⟩ and the difference quotient",
  );
}

/**
 * The same once more for the vjp itself: differentiates ⟨Jᵀ·g, u⟩ by backward and by a difference quotient, with the
 * operands and g moving at once.
 */
export function checkSecondOrder(op: Op, operands: readonly Operand[], attributes: Attributes): void {
  const point = new Point(op, operands, attributes);
  assertClose(
    inner(point.second(), point.allTangents),
    difference((t) => point.slopeAt(t)),
    "the second derivative and the difference quotient",
  );
}

/** And by forward mode, which PyTorch, too, refuses for operands that overlap themselves. */
export function checkForwardOverReverse(op: Op, operands: readonly Operand[], attributes: Attributes): void {
  const point = new Point(op, operands, attributes);
  assertClose(
    point.secondForward(),
    inner(point.second(), point.allTangents),
    "the second derivative by forward mode and by backward",
  );
}

/** Checks that values, gradients, tangents and second derivatives are in float32 those that float64 has at the same point. */
export function checkSingle(op: Op, operands: readonly Operand[], attributes: Attributes): void {
  const point = new Point(op, operands, attributes);
  const double = operands.map((operand) =>
    typeof operand === "number" || !operand.is_floating_point()
      ? operand
      : operand.detach().to(torch.float64).requires_grad_(),
  );
  const exact = new Point(op, double, attributes);
  const [gradients, tangents] = [point.vjp(), point.jvp()];
  assert.deepEqual(dtypesOf(gradients), dtypesOf(point.differentiable));
  assert.deepEqual(dtypesOf(tangents), dtypesOf(point.outputs));
  assertNear(point.outputs, exact.outputs, "values");
  assertNear(gradients, exact.vjp(), "gradients");
  assertNear(tangents, exact.jvp(), "tangents");
  assertNear(point.second(), exact.second(), "second derivatives");
}

/** The derivative at 0 by the five-point rule, whose error is of the fourth order. */
function difference(f: (t: number) => torch.Tensor): torch.Tensor {
  const step = 1e-3;
  const near = f(step).sub(f(-step)).detach();
  const far = f(2 * step)
    .sub(f(-2 * step))
    .detach();
  return near
    .mul(8)
    .sub(far)
    .div(12 * step);
}

function assertClose(a: torch.Tensor, b: torch.Tensor, what: string): void {
  const [x, y] = [a.item(), b.item()];
  assert.ok(Math.abs(x - y) <= 1e-8 * (1 + Math.abs(y)), `${what} differ: ${x}, ${y}`);
}

function assertNear(single: readonly torch.Tensor[], double: readonly torch.Tensor[], what: string): void {
  single.forEach((tensor, i) => {
    const exact = double[i]!.detach();
    const error = tensor.detach().to(torch.float64).sub(exact).abs().div(exact.abs().add(1));
    const greatest = Math.max(0, ...(error.flatten().tolist() as number[]));
    assert.ok(greatest <= 2e-4, `${what} differ by ${greatest}: ${tensor.tolist()}, ${exact.tolist()}`);
  });
}

function dtypesOf(tensors: readonly torch.Tensor[]): readonly string[] {
  return tensors.map(({ dtype }) => dtype.label);
}
