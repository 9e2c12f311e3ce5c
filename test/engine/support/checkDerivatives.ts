import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { callMany } from "../../../src/engine/ops/dispatch.js";
import type { Attributes, CallInfo, Op, Operand, Saved } from "../../../src/engine/ops/op.js";
import { spread } from "./sampleOperands.js";

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
  const directions = point.differentiable.map(({ shape }, k) => spread(shape, k + 20, -1, 1, torch.float64));
  const slope = (at: Point): torch.Tensor => inner(at.vjp(true), directions);
  const variables = [...point.differentiable, ...point.gradients];
  const tangents = [
    ...point.tangents,
    ...point.gradients.map(({ shape }, k) => spread(shape, k + 30, -1, 1, torch.float64)),
  ];
  const first = slope(point);
  // A vjp that is zero throughout depends on nothing.
  const second = first.requires_grad
    ? (torch.autograd.grad(first, variables, { materialize_grads: true }) as torch.Tensor[])
    : variables.map((variable) => torch.zeros_like(variable));
  const moved = (t: number): Point =>
    new Point(op, point.moved(t), attributes, (g, k) => g.add(tangents[point.differentiable.length + k]!.mul(t)));
  assertClose(
    inner(second, tangents),
    difference((t) => slope(moved(t))),
    "the second derivative and the difference quotient",
  );
}

class Point {
  /** The operands through which gradients flow. */
  readonly differentiable: readonly torch.Tensor[];
  /** The results that are no indices. */
  readonly outputs: readonly torch.Tensor[];
  readonly gradients: readonly torch.Tensor[];
  readonly tangents: readonly torch.Tensor[];
  private readonly all: readonly torch.Tensor[];

  constructor(
    private readonly op: Op,
    private readonly operands: readonly Operand[],
    private readonly attributes: Attributes,
    moveGradient: (gradient: torch.Tensor, output: number) => torch.Tensor = (gradient) => gradient,
  ) {
    this.differentiable = operands.slice(0, op.arity).filter((operand) => typeof operand !== "number");
    this.all = callMany(op, operands, attributes);
    this.outputs = this.all.filter(isFloating);
    this.gradients = this.outputs.map(({ shape }, k) =>
      moveGradient(spread(shape, k + 5, -1, 1, torch.float64), k).requires_grad_(),
    );
    this.tangents = this.differentiable.map(({ shape }, k) => spread(shape, k + 9, -1, 1, torch.float64));
  }

  vjp(create_graph = false): readonly torch.Tensor[] {
    const options = { grad_outputs: this.gradients, create_graph, retain_graph: true, allow_unused: true } as const;
    const gradients = torch.autograd.grad(this.outputs, this.differentiable, options);
    return this.differentiable.map((tensor, i) => gradients[i] ?? torch.zeros_like(tensor));
  }

  jvp(): readonly torch.Tensor[] {
    const [x, y, z, w, v] = this.operands;
    const [out, second, third] = this.all;
    const saved = { x, y, z, w, v, out, second, third } as Saved;
    const info: CallInfo = { attributes: this.attributes, shapeOf: (i) => this.differentiable[i]!.shape };
    const results = torch.no_grad(() => this.op.jvp(this.tangents, saved, info, this.all));
    return results
      .filter((_, i) => isFloating(this.all[i]!))
      .map((tangent, i) => tangent ?? torch.zeros_like(this.outputs[i]!));
  }

  /** The operands, moved along the tangents; those without a derivative stay. */
  moved(t: number): readonly Operand[] {
    return this.operands.map((operand, i) => {
      if (typeof operand === "number" || i >= this.op.arity) return operand;
      return operand.detach().add(this.tangents[i]!.mul(t)).requires_grad_();
    });
  }

  at(t: number): readonly torch.Tensor[] {
    return callMany(this.op, this.moved(t), this.attributes).filter(isFloating);
  }
}

function isFloating({ dtype }: torch.Tensor): boolean {
  return dtype.is_floating_point;
}

function inner(a: readonly torch.Tensor[], b: readonly torch.Tensor[]): torch.Tensor {
  return a.map((tensor, i) => tensor.mul(b[i]!).sum()).reduce((x, y) => x.add(y));
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
