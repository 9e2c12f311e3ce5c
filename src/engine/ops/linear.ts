import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import {
  constantly,
  type Attributes,
  type CallInfo,
  type Op,
  type Operand,
  type Sample,
  type Saved,
  type SavedName,
} from "./op.js";

interface LinearSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string | ((attributes: A) => string);
  readonly formula?: string;
  readonly samples: readonly Sample[];
  /** How many operands may follow the first: indices and weights, through which no gradient flows. */
  readonly parameters?: 1 | 2;
  /** Whether PyTorch's backward is a node that hangs on the operand too. */
  readonly hangs?: boolean;
  /** Whether PyTorch keeps the operand for backward, though only its shape is needed: writing to it in between is an error. */
  readonly keepsOperand?: boolean;
  /** Whether the last parameter was made of tensors that may follow it, which PyTorch keeps. */
  readonly keepsSources?: true;
  shape(shape: Shape, attributes: A, parameters: readonly Shape[]): Shape;
  forward(x: Tensor, attributes: A, parameters: readonly Tensor[]): Tensor;
  /** The transposed map, from gradients of the result to gradients of the operand. */
  transpose(g: Tensor, info: CallInfo<A>, parameters: readonly Tensor[]): Tensor;
}

const parameterNames = ["y", "z"] as const satisfies readonly SavedName[];

/** An op that is linear in its first operand: the jvp is the op itself, the vjp its transpose. */
export function linear<A extends Attributes = Attributes>(spec: LinearSpec<A>): Op<A> {
  const { name, hangs = false, keepsOperand = hangs } = spec;
  const gradFn = typeof spec.gradFn === "string" ? constantly(spec.gradFn) : spec.gradFn;
  const names = parameterNames.slice(0, spec.parameters ?? 0);
  const op: Op<A> = {
    name,
    gradFn,
    arity: 1,
    kind: "linear",
    differentiable: true,
    ...(spec.keepsSources && { keptFrom: 1 + names.length }),
    formulas: [spec.formula ?? "1"],
    samples: spec.samples,
    shape: ([shape, ...parameters], attributes) => [spec.shape(shape!, attributes, parameters)],
    forward: ([x, ...parameters], attributes) => [
      spec.forward(x as Tensor, attributes, parameters as readonly Tensor[]),
    ],
    saves: () => (keepsOperand ? ["x", ...names] : names),
    vjp([g], saved, info) {
      const gradient = spec.transpose(g!, info, parametersIn(saved, names));
      const backward = gradFn(info.attributes).replace("Backward", "BackwardBackward");
      return [hangs ? hangingOn(gradient, [saved.x], backward) : gradient];
    },
    jvp: ([tangent], saved, { attributes }) => [
      tangent ? call(op, [tangent, ...parametersIn(saved, names)], attributes) : null,
    ],
  };
  return op;
}

function parametersIn(saved: Saved, names: readonly ("y" | "z")[]): readonly Tensor[] {
  const values: readonly (Operand | undefined)[] = names.map((name) => saved[name]);
  return values.filter((value) => typeof value === "object");
}
