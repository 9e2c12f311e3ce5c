import { bool, float32, int32, uint8, type DType } from "../dtype.js";
import { plus } from "../kernels/elementFunctions.js";
import { kernels, type View } from "../kernels/kernels.js";
import { sameShape, type Geometry, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { tangentToMultiply } from "./tangentToMultiply.js";
import { asImages } from "./asImages.js";
import { checkConvolutionDtypes, resultShape, transposedShape, type Convolution } from "./convolutionShapes.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import { constantly, sample, type Attributes, type CallInfo, type Op, type Sample } from "./op.js";

/** The convolution of x [n, c, …] with weight [o, c/groups, …] plus bias [o]; one to three dimensions of space. */
export function convolution(x: Tensor, weight: Tensor, bias: Tensor | null, attributes: Convolution): Tensor {
  return call(convolutionOp, bias === null ? [x, weight] : [x, weight, bias], attributes);
}

/** The same as the gradient of a convolution takes it: x [n, c, …], weight [c, o/groups, …], bias [o]. */
export function transposedConvolution(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  attributes: TransposedConvolution,
): Tensor {
  return call(transposedOp, bias === null ? [x, weight] : [x, weight, bias], attributes);
}

/** The ops of this family. */
export default class ConvolutionOps {
  /** @internal */
  static get ops() {
    return {
      convolution: convolutionOp,
      convolution_transposed: transposedOp,
      convolution_input: inputOp,
      convolution_weight: weightOp,
    };
  }
}

/**
 * The convolution and its transposes, each linear in both of its operands: the derivatives of one are the other two. A
 * bias is added to each channel.
 */
interface ProductSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly formulas: readonly string[];
  readonly samples: readonly Sample[];
  /** The kernel that refuses dtypes, of ops that scripts call: those whose third operand is a bias. */
  readonly kernel?: (rank: number) => string;
  /** The weight's place among the operands; null where it is the result. */
  readonly weightAt: 1 | null;
  /** Bools unless it says otherwise. */
  readonly refused?: readonly DType[];
  /** How the weight lies, where it is the result. */
  readonly weightOf?: (attributes: A) => Geometry | null;
  shape(first: Shape, second: Shape, attributes: A): Shape;
  compute(first: Tensor, second: Tensor, out: Tensor, attributes: A): void;
  vjpOfFirst(g: Tensor, second: Tensor, info: CallInfo<A>): Tensor;
  vjpOfSecond(g: Tensor, first: Tensor, info: CallInfo<A>): Tensor;
}

function product<A extends Attributes>(spec: ProductSpec<A>): Op<A> {
  const isCalled = spec.kernel !== undefined;
  const { refused = [bool] } = spec;
  const op: Op<A> = asImages(
    {
      name: spec.name,
      gradFn: constantly(spec.gradFn),
      arity: isCalled ? 3 : 2,
      kind: "irregular",
      differentiable: true,
      formulas: spec.formulas,
      samples: spec.samples,
      shape: ([first, second], attributes) => [spec.shape(first!, second!, attributes)],
      forward([x, y, bias], attributes) {
        const [first, second] = [x as Tensor, y as Tensor];
        const shape = spec.shape(first.shape, second.shape, attributes);
        if (spec.kernel !== undefined)
          checkConvolutionDtypes(first, second, bias as Tensor | undefined, spec.kernel(first.ndim), refused);
        const out = emptyTensor(shape, first.dtype);
        spec.compute(first, second, out, attributes);
        if (bias !== undefined) kernels.map({ name: "add", of: plus }, [out, asChannels(bias as Tensor, out)], out);
        return [out];
      },
      saves: ([ofFirst, ofSecond]) => [
        ...(ofSecond || isCalled ? (["x"] as const) : []),
        ...(ofFirst || isCalled ? (["y"] as const) : []),
      ],
      vjp([g], { x, y }, info, [ofFirst, ofSecond, ofBias]) {
        // PyTorch has one node for all three of them.
        const hanging = (gradient: Tensor): Tensor =>
          isCalled ? hangingOn(gradient, [x, y], "ConvolutionBackwardBackward0", "none") : gradient;
        return [
          ofFirst ? hanging(spec.vjpOfFirst(g!, y as Tensor, info)) : null,
          ofSecond ? hanging(spec.vjpOfSecond(g!, x, info)) : null,
          ofBias ? hanging(g!.sum(g!.shape.flatMap((_, dim) => (dim === 1 ? [] : [dim])))) : null,
        ];
      },
      jvp([ofFirst, ofSecond, ofBias], { x, y }, { attributes }, [out]) {
        const [first, second] = [tangentToMultiply(ofFirst, y), tangentToMultiply(ofSecond, x)];
        const terms = [
          first ? call(op, [first, y], attributes) : null,
          second ? call(op, [x, second], attributes) : null,
          ofBias
            ? ofBias.view(out!.shape.slice(1).map((size, dim) => (dim === 0 ? size : 1))).expand(out!.shape)
            : null,
        ].filter((term) => term !== null);
        return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term))];
      },
    },
    {
      operands: 2,
      // Lines are brought into rows before, but for the weight's. Of volumes in float64 PyTorch computes in rows.
      takes: ({ ndim, dtype }, place) => (ndim === 3 ? place === spec.weightAt : ndim < 5 || dtype === float32),
      also: (attributes) => spec.weightOf?.(attributes) ?? null,
    },
  );
  return op;
}

/** `shape` is that of the result, which does not follow from the others. */
type Shaped = Convolution & { readonly shape: Shape };

/** `strides` are those of the weight whose gradient it is. */
type ShapedWeight = Shaped & { readonly strides: readonly number[] };

export type TransposedConvolution = Convolution & { readonly output_padding: readonly number[] };

const plain: Convolution = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 };
const grouped: Convolution = { stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2 };
const line: Convolution = { stride: [2], padding: [1], dilation: [2], groups: 1 };
const volume: Convolution = { stride: [1, 2, 1], padding: [0, 1, 0], dilation: [1, 1, 2], groups: 1 };

/** Shapes are written as `2x3x4`. */
function sampled(shapes: readonly string[], attributes: Attributes): Sample {
  return sample(
    shapes.map((shape) => shape.split("x").map(Number)),
    { attributes },
  );
}

const convolutionOp: Op<Convolution> = product<Convolution>({
  name: "convolution",
  weightAt: 1,
  gradFn: "ConvolutionBackward0",
  formulas: ["g convolved with the weight, transposed", "g correlated with x", "sum of g"],
  samples: [
    sampled(["2x2x4x3", "3x2x2x2", "3"], plain),
    sampled(["1x4x4x5", "2x2x3x2"], grouped),
    sampled(["1x2x6", "3x2x2", "3"], line),
    sampled(["1x2x2x3x3", "2x2x2x2x2", "2"], volume),
  ],
  kernel: (rank) => (rank === 5 ? "compute_columns3d" : "slow_conv2d_cpu"),
  shape: resultShape,
  compute: (x, weight, out, attributes) => kernels.convolutionResult({ input: x, weight, result: out }, attributes),
  vjpOfFirst: (g, weight, info) => call(inputOp, [g, weight], { ...info.attributes, shape: info.shapeOf(0) }),
  vjpOfSecond: (g, x, info) => weightGradient(g, x, info, info.attributes),
});

const transposedOp: Op<TransposedConvolution> = product<TransposedConvolution>({
  name: "convolution_transposed",
  weightAt: 1,
  gradFn: "ConvolutionBackward0",
  formulas: ["g convolved with the weight", "x correlated with g", "sum of g"],
  samples: [
    sampled(["2x2x3x2", "2x3x2x2", "3"], { ...plain, output_padding: [0, 0] }),
    sampled(["1x4x2x3", "4x1x3x2", "2"], { ...grouped, output_padding: [1, 0] }),
    sampled(["1x2x3", "2x3x2"], { ...line, output_padding: [1] }),
    sampled(["1x2x2x2x1", "2x1x2x2x2", "1"], { ...volume, output_padding: [0, 1, 0] }),
  ],
  kernel: (rank) => `slow_conv_transpose${rank === 5 ? 3 : 2}d_out_cpu`,
  refused: [bool, uint8, int32],
  shape: transposedShape,
  compute: inputOf,
  vjpOfFirst: (g, weight, info) => convolvedTo(info.shapeOf(0), g, weight, info.attributes),
  vjpOfSecond: (g, x, info) => weightGradient(x, g, info, windowOf(info.attributes)),
});

/** From a result's gradient g and the weight to the gradient of the input. */
const inputOp: Op<Shaped> = product<Shaped>({
  name: "convolution_input",
  weightAt: 1,
  gradFn: "ConvolutionBackwardBackward0",
  formulas: ["convolution(v, y)", "g correlated with v"],
  samples: [
    sampled(["2x3x3x2", "3x2x2x2"], { ...plain, shape: [2, 2, 4, 3] }),
    sampled(["1x2x2x3", "2x2x3x2"], { ...grouped, shape: [1, 4, 4, 5] }),
  ],
  shape: (_, __, { shape }) => shape,
  compute: inputOf,
  vjpOfFirst: (v, weight, info) => convolvedTo(info.shapeOf(0), v, weight, info.attributes),
  vjpOfSecond: (v, g, info) => weightGradient(g, v, info, info.attributes),
});

/** From a result's gradient g and the input to the gradient of the weight. */
const weightOp: Op<ShapedWeight> = product<ShapedWeight>({
  name: "convolution_weight",
  weightAt: null,
  gradFn: "ConvolutionBackwardBackward0",
  formulas: ["convolution(y, v)", "g convolved with v, transposed"],
  samples: [
    sampled(["2x3x3x2", "2x2x4x3"], { ...plain, shape: [3, 2, 2, 2], strides: [8, 4, 2, 1] }),
    sampled(["1x2x2x3", "1x4x4x5"], { ...grouped, shape: [2, 2, 3, 2], strides: [12, 1, 4, 2] }),
  ],
  shape: (_, __, { shape }) => shape,
  weightOf: ({ shape, strides }) => (shape.length === 5 ? null : { offset: 0, shape, strides }),
  compute: (g, input, out, attributes) => kernels.convolutionWeight({ input, weight: out, result: g }, attributes),
  vjpOfFirst: (v, input, info) => convolvedTo(info.shapeOf(0), input, v, info.attributes),
  vjpOfSecond: (v, g, info) => call(inputOp, [g, v], { ...info.attributes, shape: info.shapeOf(1) }),
});

function weightGradient(g: Tensor, x: Tensor, info: CallInfo, attributes: Convolution): Tensor {
  return call(weightOp, [g, x], { ...attributes, shape: info.shapeOf(1), strides: info.stridesOf(1) });
}

function inputOf(g: Tensor, weight: Tensor, out: Tensor, attributes: Convolution): void {
  kernels.convolutionInput({ input: out, weight, result: g }, attributes);
}

/** An output padding beyond the stride makes room for a window more than there are elements. */
function convolvedTo(shape: Shape, x: Tensor, weight: Tensor, attributes: Convolution): Tensor {
  const full = call(convolutionOp, [x, weight], windowOf(attributes));
  if (sameShape(full.shape, shape)) return full;
  return shape.reduce((result, size, dim) => result.narrow(dim, 0, size), full);
}

function windowOf({ stride, padding, dilation, groups }: Convolution): Convolution {
  return { stride, padding, dilation, groups };
}

function asChannels({ storage, offset, strides }: Tensor, { shape }: Tensor): View {
  return { storage, offset, shape, strides: shape.map((_, dim) => (dim === 1 ? strides[0]! : 0)) };
}
