import { readArguments } from "../arguments.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { calledWith } from "../failedCall.js";
import { kernels } from "../kernels/kernels.js";
import { elementCount, isExpandableTo } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";

/** Factors of `addmm`. */
export interface AddmmOptions {
  /** Multiplies the tensor that is added. */
  readonly beta?: number;
  /** Multiplies the product. */
  readonly alpha?: number;
}

/**
 * beta·input + alpha·(mat1 @ mat2), with input broadcast to the product. Throws where the inner sizes differ, and where
 * input does not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
 */
export function addmm(input: Tensor, mat1: Tensor, mat2: Tensor, options?: AddmmOptions): Tensor {
  const given = readArguments<AddmmOptions>("addmm", ["beta", "alpha"], options === undefined ? [] : [options]);
  const beta = numberArgument("addmm", "beta", given.beta ?? 1);
  const alpha = numberArgument("addmm", "alpha", given.alpha ?? 1);
  const [x, y, z] = [
    tensorArgument("addmm", "input", input),
    tensorArgument("addmm", "mat1", mat1),
    tensorArgument("addmm", "mat2", mat2),
  ];
  return call(addmmOp, [x, y, z], { beta, alpha });
}

/**
 * input @ weight.T + bias. Shapes: input [*, in], weight [out, in] or [in], bias [out] or []; the result is [*, out]. Throws where
 * the inner sizes differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
 */
export function linear(input: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const x = tensorArgument("linear", "input", input);
  const w = tensorArgument("linear", "weight", weight);
  const b = bias === null ? null : tensorArgument("linear", "bias", bias);
  return calledWith([x, w, b], () => affine(x, w, b));
}

function affine(x: Tensor, w: Tensor, b: Tensor | null): Tensor {
  if (b === null) return x.matmul(w.t());
  if (x.ndim === 2 && w.ndim === 2) return addmm(b, x, w.t());
  if (x.ndim > 0 && w.ndim === 2 && b.ndim === 1 && x.is_contiguous()) {
    // As PyTorch does it, all dimensions but the last become one.
    const outer = x.shape.slice(0, -1);
    return addmm(b, x.view(elementCount(outer), x.shape.at(-1)!), w.t()).view(...outer, w.shape[0]!);
  }
  return x.matmul(w.t()).add(b);
}

/** Tensor methods and ops of this family. */
export default class AffineMethods {
  /** @internal */
  static get ops() {
    return { addmm: addmmOp };
  }

  /**
   * beta·this + alpha·(mat1 @ mat2), with this tensor broadcast to the product. Throws where the inner sizes differ.
   * https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
   */
  addmm(this: Tensor, mat1: Tensor, mat2: Tensor, options?: AddmmOptions): Tensor {
    return addmm(this, mat1, mat2, options);
  }
}

type Factors = { readonly beta: number; readonly alpha: number };

const addmmOp: Op<Factors> = {
  name: "addmm",
  gradFn: constantly("AddmmBackward0"),
  arity: 3,
  kind: "irregular",
  differentiable: true,
  formulas: ["beta*g", "alpha * g @ z.T", "alpha * y.T @ g"],
  samples: [
    sample([[4], [2, 3], [3, 4]], { attributes: { beta: 1, alpha: 1 } }),
    sample(
      [
        [2, 4],
        [2, 3],
        [3, 4],
      ],
      { attributes: { beta: -0.5, alpha: 1.5 } },
    ),
  ],
  shape([x, y, z]) {
    if (y!.length !== 2) throw errors.notOfRank("mat1", `matrix, got ${y!.length}-D tensor`);
    if (z!.length !== 2) throw errors.notOfRank("mat2", `matrix, got ${z!.length}-D tensor`);
    if (y![1] !== z![0]) throw errors.matrixShapes(y!, z!);
    const shape = [y![0]!, z![1]!];
    if (!isExpandableTo(x!, shape)) throw errors.addmmMismatch(x!, shape);
    return [shape];
  },
  forward(operands, { beta, alpha }) {
    const [x, y, z] = operands as readonly [Tensor, Tensor, Tensor];
    const [shape] = addmmOp.shape([x.shape, y.shape, z.shape], { beta, alpha });
    if (y.dtype !== z.dtype) throw errors.matrixDtypes(y.dtype.label, z.dtype.label);
    if (x.dtype !== y.dtype) throw errors.addmmDtypes(x.dtype.label, y.dtype.label);
    if (y.dtype === bool) throw errors.notImplementedFor("addmm_impl_cpu_", y.dtype.label);
    // The product is rounded before it is added to, as PyTorch does it: it shows in the last bit.
    const product = emptyTensor(shape!, x.dtype);
    kernels.matmul(asBatch(y), asBatch(z), asBatch(product));
    const out = emptyTensor(shape!, x.dtype);
    const of = (added: number, sum: number): number => (beta === 0 ? alpha * sum : beta * added + alpha * sum);
    kernels.map({ name: "addmm", of }, [x.detach().expand(shape!), product], out);
    return [out];
  },
  saves: ([, ofY, ofZ]) => [...(ofZ ? (["y"] as const) : []), ...(ofY ? (["z"] as const) : [])],
  vjp: ([g], { y, z }, { attributes: { beta, alpha } }, [ofX, ofY, ofZ]) => [
    ofX ? scaled(g!, beta) : null,
    ofY ? scaled(g!.mm((z as Tensor).t()), alpha) : null,
    ofZ ? scaled((y as Tensor).t().mm(g!), alpha) : null,
  ],
  jvp([ofX, ofY, ofZ], { y, z }, { attributes: { beta, alpha } }, [out]) {
    const terms = [
      ofX ? scaled(ofX, beta).expand(out!.shape) : null,
      ofY ? scaled(ofY.mm(z as Tensor), alpha) : null,
      ofZ ? scaled((y as Tensor).mm(ofZ), alpha) : null,
    ].filter((term) => term !== null);
    return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term))];
  },
};

function scaled(g: Tensor, factor: number): Tensor {
  return factor === 1 ? g : g.mul(factor);
}

function asBatch({ storage, offset, shape, strides }: Tensor) {
  return { storage, offset, shape: [1, ...shape], strides: [0, ...strides] };
}
