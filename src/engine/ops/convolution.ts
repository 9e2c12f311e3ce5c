import { convolutionShapes, convolutionDtypes, notImplementedFor } from "../errors.js";
import { kernels, type View } from "../kernels/kernels.js";
import type { Convolution as Views, ConvolutionWindow, Pair } from "../kernels/convolution.js";
import type { Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op, type Sample } from "./op.js";

/** How the window moves: one number for each dimension of the plane. */
export type Convolution = {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
};

/** The convolution of x [n, c, …] with weight [o, c/groups, …] plus bias [o]; one or two dimensions of the plane. */
export function convolution(x: Tensor, weight: Tensor, bias: Tensor | null, attributes: Convolution): Tensor {
  return call(convolutionOp, bias === null ? [x, weight] : [x, weight, bias], attributes);
}

/** The ops of this family. */
export default class ConvolutionOps {
  /** @internal */
  static get ops() {
    return { convolution: convolutionOp, convolution_input: inputOp, convolution_weight: weightOp };
  }
}

const plain: Convolution = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 };
const grouped: Convolution = { stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2 };

const convolutionOp: Op<Convolution> = {
  name: "convolution",
  gradFn: constantly("ConvolutionBackward0"),
  arity: 3,
  kind: "irregular",
  differentiable: true,
  formulas: ["g convolved with the weight, transposed", "g correlated with x", "sum of g"],
  samples: [
    sample([[2, 2, 4, 3], [3, 2, 2, 2], [3]], { attributes: plain }),
    sample(
      [
        [1, 4, 4, 5],
        [2, 2, 3, 2],
      ],
      { attributes: grouped },
    ),
    sample([[1, 2, 6], [3, 2, 2], [3]], { attributes: { stride: [2], padding: [1], dilation: [2], groups: 1 } }),
  ],
  shape: ([x, weight], attributes) => [resultShape(x!, weight!, attributes)],
  forward([x, weight, bias], attributes) {
    const [input, kernel] = [x as Tensor, weight as Tensor];
    checkDtypes(input, kernel, bias as Tensor | undefined);
    const out = emptyTensor(resultShape(input.shape, kernel.shape, attributes), input.dtype);
    kernels.convolutionResult(viewsOf(input, kernel, out), windowOf(attributes));
    if (bias === undefined) return [out];
    const { storage, offset, strides } = bias as Tensor;
    const added: View = {
      storage,
      offset,
      shape: out.shape,
      strides: out.shape.map((_, dim) => (dim === 1 ? strides[0]! : 0)),
    };
    kernels.map({ name: "add", of: (a, b) => a + b }, [out, added], out);
    return [out];
  },
  saves: ([ofX, ofWeight]) => [...(ofWeight ? (["x"] as const) : []), ...(ofX ? (["y"] as const) : [])],
  vjp: ([g], { x, y }, info, [ofX, ofWeight, ofBias]) => [
    ofX ? call(inputOp, [g!, y], { ...info.attributes, shape: info.shapeOf(0) }) : null,
    ofWeight ? call(weightOp, [g!, x], { ...info.attributes, shape: info.shapeOf(1) }) : null,
    ofBias ? g!.sum(g!.shape.flatMap((_, dim) => (dim === 1 ? [] : [dim]))) : null,
  ],
  jvp([ofX, ofWeight, ofBias], { x, y }, { attributes }, [out]) {
    const terms = [
      ofX ? call(convolutionOp, [ofX, y], attributes) : null,
      ofWeight ? call(convolutionOp, [x, ofWeight], attributes) : null,
      ofBias ? ofBias.view(out!.shape.slice(1).map((size, dim) => (dim === 0 ? size : 1))).expand(out!.shape) : null,
    ].filter((term) => term !== null);
    return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term))];
  },
};

/** `shape` is that of the result, which does not follow from the others. */
type Transposed = Convolution & { readonly shape: Shape };

/** From a result's gradient g and the weight to the gradient of the input: linear in each. */
const inputOp: Op<Transposed> = transposed({
  name: "convolution_input",
  formulas: ["convolution(v, y)", "g correlated with v"],
  samples: [
    sample(
      [
        [2, 3, 3, 2],
        [3, 2, 2, 2],
      ],
      { attributes: { ...plain, shape: [2, 2, 4, 3] } },
    ),
    sample(
      [
        [1, 2, 2, 3],
        [2, 2, 3, 2],
      ],
      { attributes: { ...grouped, shape: [1, 4, 4, 5] } },
    ),
  ],
  compute(g, weight, out, attributes) {
    kernels.convolutionInput(viewsOf(out, weight, g), windowOf(attributes));
  },
  vjpOfFirst: (v, weight, attributes) => call(convolutionOp, [v, weight], attributes),
  vjpOfSecond: (v, g, attributes, shape) => call(weightOp, [g, v], { ...attributes, shape }),
});

/** From a result's gradient g and the input to the gradient of the weight: linear in each. */
const weightOp: Op<Transposed> = transposed({
  name: "convolution_weight",
  formulas: ["convolution(y, v)", "g convolved with v, transposed"],
  samples: [
    sample(
      [
        [2, 3, 3, 2],
        [2, 2, 4, 3],
      ],
      { attributes: { ...plain, shape: [3, 2, 2, 2] } },
    ),
    sample(
      [
        [1, 2, 2, 3],
        [1, 4, 4, 5],
      ],
      { attributes: { ...grouped, shape: [2, 2, 3, 2] } },
    ),
  ],
  compute(g, input, out, attributes) {
    kernels.convolutionWeight(viewsOf(input, out, g), windowOf(attributes));
  },
  vjpOfFirst: (v, input, attributes) => call(convolutionOp, [input, v], attributes),
  vjpOfSecond: (v, g, attributes, shape) => call(inputOp, [g, v], { ...attributes, shape }),
});

interface TransposedSpec {
  readonly name: string;
  readonly formulas: readonly [string, string];
  readonly samples: readonly Sample[];
  compute(g: Tensor, other: Tensor, out: Tensor, attributes: Convolution): void;
  vjpOfFirst(v: Tensor, second: Tensor, attributes: Convolution): Tensor;
  vjpOfSecond(v: Tensor, first: Tensor, attributes: Convolution, shape: Shape): Tensor;
}

function transposed(spec: TransposedSpec): Op<Transposed> {
  const { name, formulas, samples } = spec;
  const op: Op<Transposed> = {
    name,
    gradFn: constantly("ConvolutionBackwardBackward0"),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    formulas,
    samples,
    shape: (_, { shape }) => [shape],
    forward([g, other], attributes) {
      const out = emptyTensor(attributes.shape, (g as Tensor).dtype);
      spec.compute(g as Tensor, other as Tensor, out, attributes);
      return [out];
    },
    saves: ([ofFirst, ofSecond]) => [...(ofSecond ? (["x"] as const) : []), ...(ofFirst ? (["y"] as const) : [])],
    vjp: ([v], { x, y }, info, [ofFirst, ofSecond]) => [
      ofFirst ? spec.vjpOfFirst(v!, y as Tensor, windowAttributes(info.attributes)) : null,
      ofSecond ? spec.vjpOfSecond(v!, x, windowAttributes(info.attributes), info.shapeOf(1)) : null,
    ],
    jvp([ofFirst, ofSecond], { x, y }, { attributes }) {
      const terms = [
        ofFirst ? call(op, [ofFirst, y], attributes) : null,
        ofSecond ? call(op, [x, ofSecond], attributes) : null,
      ].filter((term) => term !== null);
      return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term))];
    },
  };
  return op;
}

function windowAttributes({ stride, padding, dilation, groups }: Convolution): Convolution {
  return { stride, padding, dilation, groups };
}

function resultShape(x: Shape, weight: Shape, { stride, padding, dilation }: Convolution): Shape {
  const padded = x.slice(2).map((size, i) => size + 2 * padding[i]!);
  const kernel = weight.slice(2).map((size, i) => dilation[i]! * (size - 1) + 1);
  if (padded.some((size, i) => size < kernel[i]!)) throw convolutionShapes(padded, kernel);
  return [x[0]!, weight[0]!, ...padded.map((size, i) => Math.floor((size - kernel[i]!) / stride[i]!) + 1)];
}

/** A line is a plane of height 1. */
function viewsOf(input: Tensor, weight: Tensor, result: Tensor): Views {
  return { input: asPlane(input), weight: asPlane(weight), result: asPlane(result) };
}

function asPlane({ storage, offset, shape, strides }: Tensor): View {
  if (shape.length === 4) return { storage, offset, shape, strides };
  return {
    storage,
    offset,
    shape: shape.toSpliced(2, 0, 1),
    strides: strides.toSpliced(2, 0, shape[2]! * strides[2]!),
  };
}

function windowOf({ stride, padding, dilation, groups }: Convolution): ConvolutionWindow {
  const pair = (sizes: readonly number[], across: number): Pair =>
    sizes.length === 1 ? [across, sizes[0]!] : [sizes[0]!, sizes[1]!];
  return { stride: pair(stride, 1), padding: pair(padding, 0), dilation: pair(dilation, 1), groups };
}

function checkDtypes(x: Tensor, weight: Tensor, bias: Tensor | undefined): void {
  for (const [other, what] of [
    [weight, "weight"],
    [bias, "bias"],
  ] as const) {
    if (other !== undefined && other.dtype !== x.dtype) throw convolutionDtypes(x.dtype.label, other.dtype.label, what);
  }
  if (!x.dtype.is_floating_point) throw notImplementedFor("slow_conv2d_cpu", x.dtype.label);
}
