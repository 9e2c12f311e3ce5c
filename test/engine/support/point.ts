import * as torch from "../../../src/engine/index.js";
import { callMany } from "../../../src/engine/ops/dispatch.js";
import type { Attributes, CallInfo, Op, Operand, Saved } from "../../../src/engine/ops/op.js";
import { spread } from "./sampleOperands.js";

/** A call of an op, with gradients of its results and tangents of its operands that are arbitrary but always the same. */
export class Point {
  /** The operands through which gradients flow. */
  readonly differentiable: readonly torch.Tensor[];
  /** The results that are no indices. */
  readonly outputs: readonly torch.Tensor[];
  readonly gradients: readonly torch.Tensor[];
  readonly tangents: readonly torch.Tensor[];
  /** Where the vjp goes when it is differentiated itself, and where the operands and the gradients go for that. */
  private readonly directions: readonly torch.Tensor[];
  readonly allTangents: readonly torch.Tensor[];
  private readonly all: readonly torch.Tensor[];

  constructor(
    private readonly op: Op,
    private readonly operands: readonly Operand[],
    private readonly attributes: Attributes,
    gradients?: readonly torch.Tensor[],
  ) {
    this.differentiable = operands.slice(0, op.arity).filter((operand) => typeof operand !== "number");
    this.all = callMany(op, operands, attributes);
    this.outputs = this.all.filter(isFloating);
    this.gradients = gradients ?? this.outputs.map((output, k) => spreadLike(output, k + 5).requires_grad_());
    this.tangents = this.differentiable.map((tensor, k) => spreadLike(tensor, k + 9));
    this.directions = this.differentiable.map((tensor, k) => spreadLike(tensor, k + 20));
    this.allTangents = [...this.tangents, ...this.gradients.map((gradient, k) => spreadLike(gradient, k + 30))];
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
    const info: CallInfo = {
      attributes: this.attributes,
      shapeOf: (i) => this.differentiable[i]!.shape,
      stridesOf: (i) => this.differentiable[i]!.strides,
    };
    const results = torch.no_grad(() => this.op.jvp(this.tangents, saved, info, this.all));
    return results
      .filter((_, i) => isFloating(this.all[i]!))
      .map((tangent, i) => tangent ?? torch.zeros_like(this.outputs[i]!));
  }

  /** ⟨Jᵀ·g, u⟩ for the directions u. */
  slope(): torch.Tensor {
    return inner(this.vjp(true), this.directions);
  }

  /** The gradients of the slope with respect to the operands and to g, by backward through backward. */
  second(): readonly torch.Tensor[] {
    const variables = [...this.differentiable, ...this.gradients];
    const slope = this.slope();
    // A vjp that is zero throughout depends on nothing.
    if (!slope.requires_grad) return variables.map((variable) => torch.zeros_like(variable));
    return torch.autograd.grad(slope, variables, { materialize_grads: true }) as torch.Tensor[];
  }

  /** The derivative of the slope along the tangents of the operands and of g, by forward mode through backward. */
  secondForward(): torch.Tensor {
    const count = this.differentiable.length;
    const slope = (...variables: torch.Tensor[]): torch.Tensor => {
      const remaining = [...variables];
      const operands = this.operands.map((operand, i) =>
        typeof operand === "number" || i >= this.op.arity ? operand : remaining.shift()!,
      );
      return new Point(this.op, operands, this.attributes, variables.slice(count)).slope();
    };
    return torch.func.jvp(slope, [...this.differentiable, ...this.gradients], [...this.allTangents])[1];
  }

  /** The operands, moved along the tangents; those without a derivative stay. */
  private moved(t: number): readonly Operand[] {
    return this.operands.map((operand, i) => {
      if (typeof operand === "number" || i >= this.op.arity) return operand;
      return operand.detach().add(this.tangents[i]!.mul(t)).requires_grad_();
    });
  }

  /** The results where the operands are moved. */
  at(t: number): readonly torch.Tensor[] {
    return callMany(this.op, this.moved(t), this.attributes).filter(isFloating);
  }

  /** The slope where the operands and g are moved. */
  slopeAt(t: number): torch.Tensor {
    const along = this.allTangents.slice(this.differentiable.length);
    const gradients = this.gradients.map((gradient, k) => gradient.add(along[k]!.mul(t)));
    return new Point(this.op, this.moved(t), this.attributes, gradients).slope();
  }
}

function isFloating({ dtype }: torch.Tensor): boolean {
  return dtype.is_floating_point;
}

/** The sum of all products of elements that stand in the same places. */
export function inner(a: readonly torch.Tensor[], b: readonly torch.Tensor[]): torch.Tensor {
  return a.map((tensor, i) => tensor.mul(b[i]!).sum()).reduce((x, y) => x.add(y));
}

function spreadLike({ shape, dtype }: torch.Tensor, seed: number): torch.Tensor {
  return spread(shape, seed, -1, 1, dtype);
}
