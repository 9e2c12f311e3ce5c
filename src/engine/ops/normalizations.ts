import { denseNumbers } from "../kernels/dense.js";
import { kernels, type View } from "../kernels/kernels.js";
import { isDense, suggestsChannelsLast } from "../layout.js";
import { elementCount, isContiguous, type Shape } from "../shape.js";
import { observer } from "../observer.js";
import { emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { asImages, lyingAsImage } from "./asImages.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import { constantly, sample, type Op, type Operand } from "./op.js";
import { parameter, standardization, summed, type Layout, type Moments } from "./standardization.js";

export interface BatchParameters {
  readonly running_mean: Tensor | null;
  readonly running_var: Tensor | null;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
  readonly training: boolean;
  readonly momentum: number;
  readonly eps: number;
}

/** Normalises the channels of x [n, c, …]: in training by the batch's statistics, which the running ones are moved to. */
export function normalizedBatch(x: Tensor, parameters: BatchParameters): Tensor {
  const { running_mean, running_var, weight, bias, training, momentum, eps } = parameters;
  const attributes = { training, momentum, eps };
  if (running_mean === null || running_var === null) {
    return call(batchNormOp, operandsOf(x, weight, bias), attributes);
  }
  if (training) for (const running of [running_mean, running_var]) observer?.beforeWrite(running);
  if (!training) return call(byStatisticsOp, [x, weight ?? 1, bias ?? 0, running_mean, running_var], attributes);
  const shape = [x.shape[1]!];
  const factors = weight ?? filledTensor(shape, 1, x.dtype);
  const operands = [x, factors, bias ?? filledTensor(shape, 0, x.dtype), running_mean, running_var];
  return call(batchNormOp, operands, attributes);
}

/** Normalises what lies in the last dimensions, as many as normalized_shape has. */
export function normalizedLayer(
  x: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  normalized_shape: readonly number[],
  eps: number,
): Tensor {
  return call(layerNormOp, operandsOf(x, weight, bias), { normalized_shape, eps });
}

/** Normalises groups of the channels of x [n, c, …], each instance on its own. */
export function normalizedGroups(
  x: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  groups: number,
  eps: number,
): Tensor {
  // PyTorch first copies what does not lie in rows, or with the channels innermost.
  const areChannelsInnermost = suggestsChannelsLast(x);
  const isDenseAlready = areChannelsInnermost ? isDense(x) : isContiguous(x);
  const rows = isDenseAlready ? x : areChannelsInnermost ? x.clone() : x.contiguous();
  const parameters = [weight, bias].map((parameter) => parameter?.contiguous() ?? null);
  return call(groupNormOp, operandsOf(rows, parameters[0]!, parameters[1]!), { groups, eps });
}

/** Numbers stand for what is not given, but only behind the last tensor. */
function operandsOf(x: Tensor, weight: Tensor | null, bias: Tensor | null): readonly Operand[] {
  if (bias === null) return [x, weight ?? 1, 0];
  return [x, weight ?? filledTensor(bias.shape, 1, x.dtype), bias];
}

/** The ops of this family. Operands are x, the weight or 1, the bias or 0, and for batches the running mean and variance. */
export default class NormalizationOps {
  /** @internal */
  static get ops() {
    return {
      native_layer_norm: layerNormOp,
      native_group_norm: groupNormOp,
      native_batch_norm: batchNormOp,
      batch_norm_by_statistics: byStatisticsOp,
    };
  }
}

type LayerNorm = { readonly normalized_shape: readonly number[]; readonly eps: number };
type GroupNorm = { readonly groups: number; readonly eps: number };
type BatchNorm = { readonly training: boolean; readonly momentum: number; readonly eps: number };

const layerNormOp: Op<LayerNorm> = standardization<LayerNorm>({
  name: "native_layer_norm",
  gradFn: "NativeLayerNormBackward0",
  kernel: "LayerNormKernelImpl",
  isOfRows: true,
  isInLanes: true,
  kept: ["z"],
  samples: [
    sample([[2, 3], [3], [3]], { attributes: { normalized_shape: [3], eps: 0.1 } }),
    sample([[2, 2, 3]], { scalars: [1, 0], attributes: { normalized_shape: [2, 3], eps: 0.1 } }),
  ],
  layout(shape, { normalized_shape }) {
    const width = elementCount(normalized_shape);
    const rows = elementCount(shape.slice(0, shape.length - normalized_shape.length));
    return { shape: [rows, width], dims: [1], parameters: [1, width] };
  },
});

const groupNormOp: Op<GroupNorm> = {
  ...asImages(
    standardization<GroupNorm>({
      name: "native_group_norm",
      gradFn: "NativeGroupNormBackward0",
      kernel: "GroupNormKernelImpl",
      isComposed: true,
      isInLanes: true,
      isLine: true,
      samples: [
        sample([[2, 4, 3], [4], [4]], { attributes: { groups: 2, eps: 0.1 } }),
        sample([[2, 4]], { scalars: [1, 0], attributes: { groups: 1, eps: 0.1 } }),
      ],
      layout(shape, { groups }) {
        const [batch, channels] = shape as [number, number];
        const inGroup = channels / groups;
        return {
          shape: [batch, groups, inGroup, elementCount(shape.slice(2))],
          dims: [2, 3],
          parameters: [1, groups, inGroup, 1],
        };
      },
    }),
  ),
  furtherResults: 2,
};

const batchNormOp: Op<BatchNorm> = asImages(
  standardization<BatchNorm>({
    name: "native_batch_norm",
    gradFn: "NativeBatchNormBackward0",
    kernel: "batch_norm",
    samples: [
      sample([[3, 2, 2], [2], [2]], { attributes: { training: true, momentum: 0.1, eps: 0.1 } }),
      sample([[3, 2]], { scalars: [1, 0], attributes: { training: true, momentum: 0.1, eps: 0.1 } }),
    ],
    layout: channelsOf,
    // https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/native/Normalization.cpp
    ofConstant: 0,
    isLine: true,
    kept: ["w", "v"],
    measured: updateStatistics,
  }),
);

/** (x − running mean)/√(running variance + eps)·weight + bias: in each operand linear, but for the statistics. */
const byStatisticsOp: Op<BatchNorm> = asImages({
  name: "batch_norm_by_statistics",
  gradFn: constantly("NativeBatchNormBackward0"),
  arity: 3,
  kind: "irregular",
  differentiable: true,
  formulas: ["g*y*r", "sum(g*(x-w)*r)", "sum(g)"],
  samples: [sample([[3, 2, 2], [2], [2], [2], [2]], { attributes: { training: false, momentum: 0.1, eps: 0.1 } })],
  shape: ([x]) => [x!],
  forward([x, weight, bias, mean, variance], { eps }) {
    const input = x as Tensor;
    const [centers, spreads] = [numbersOf(mean!), numbersOf(variance!)];
    const [factors, shifts] = [numbersOf(weight!), numbersOf(bias!)];
    const out = emptyTensor(input.shape, input.dtype);
    for (let channel = 0; channel < input.shape[1]!; channel++) {
      const factor = factors(channel) / Math.sqrt(spreads(channel) + eps);
      const shift = shifts(channel) - centers(channel) * factor;
      const of = (value: number): number => value * factor + shift;
      kernels.map({ name: "scale_and_shift", of }, [channelOf(input, channel)], channelOf(out, channel));
    }
    return [out];
  },
  // PyTorch keeps all of them even if none of the gradients needs them, and notices when they are written.
  saves: () => ["x", "y", "w", "v"],
  vjp([g], { x, y, w, v }, info, [ofX, ofWeight, ofBias]) {
    const layout = channelsOf(g!.shape);
    const rows = g!.reshape(layout.shape);
    const total = (terms: Tensor): Tensor => summed(terms, layout).view(layout.gradients!);
    const { eps } = info.attributes;
    const hanging = (gradient: Tensor): Tensor =>
      hangingOn(gradient, [x, y], "NativeBatchNormBackwardBackward0", "none");
    const ofRows = (): Tensor => rows.mul(parameter(y, layout)).mul(inverse(v, layout, eps));
    return [
      ofX ? hanging(lyingAsImage(ofRows().reshape(g!.shape), x)) : null,
      ofWeight ? hanging(total(rows.mul(normal(x, w, v, layout, eps)))) : null,
      ofBias ? hanging(total(rows)) : null,
    ];
  },
  jvp([ofX, ofWeight, ofBias], { x, y, w, v }, { attributes: { eps } }, [out]) {
    const layout = channelsOf(out!.shape);
    const terms = [
      ofX
        ? ofX
            .reshape(layout.shape)
            .mul(parameter(y, layout))
            .mul(inverse(v, layout, eps))
        : null,
      ofWeight ? normal(x, w, v, layout, eps).mul(parameter(ofWeight, layout)) : null,
      ofBias ? ofBias.reshape(layout.parameters).expand(layout.shape) : null,
    ].filter((term) => term !== null);
    return [terms.length === 0 ? null : terms.reduce((sum, term) => sum.add(term)).reshape(out!.shape)];
  },
});

function channelsOf(shape: Shape): Layout {
  const [batch, channels] = shape as [number, number];
  const parameters = [1, channels, 1];
  return { shape: [batch, channels, elementCount(shape.slice(2))], dims: [0, 2], parameters, gradients: [channels] };
}

function inverse(variance: Operand, layout: Layout, eps: number): Tensor {
  return (parameter(variance, layout) as Tensor).add(eps).rsqrt();
}

function normal(x: Tensor, mean: Operand, variance: Operand, layout: Layout, eps: number): Tensor {
  return x
    .reshape(layout.shape)
    .sub(parameter(mean, layout))
    .mul(inverse(variance, layout, eps));
}

/** One channel of x as a view. */
function channelOf({ storage, offset, shape, strides }: Tensor, channel: number): View {
  return {
    storage,
    offset: offset + channel * strides[1]!,
    shape: shape.toSpliced(1, 1),
    strides: strides.toSpliced(1, 1),
  };
}

/** The number of each channel; a number that stands for a parameter which is not given is that of all. */
function numbersOf(value: Operand): (channel: number) => number {
  if (typeof value === "number") return () => value;
  const numbers = denseNumbers(value);
  return (channel) => numbers[channel]!;
}

/**
 * Moves the running mean and variance towards those of a batch, as PyTorch does it: the variance is the unbiased one, and
 * the tensors count as unchanged, so that a second batch does not spoil the graph of the first.
 */
function updateStatistics(moments: Moments, [x, , , mean, variance]: readonly Operand[], attributes: BatchNorm): void {
  if (mean === undefined || variance === undefined) return;
  const input = x as Tensor;
  const channels = input.shape[1]!;
  const count = input.numel() / channels;
  moveTowards(mean as Tensor, (channel) => moments.mean.storage.read(channel), attributes.momentum);
  const unbiased = (channel: number): number => (moments.variance.storage.read(channel) * count) / (count - 1);
  moveTowards(variance as Tensor, unbiased, attributes.momentum);
}

function moveTowards(running: Tensor, value: (channel: number) => number, momentum: number): void {
  const { storage, offset, strides } = running;
  for (let channel = 0; channel < running.shape[0]!; channel++) {
    const place = offset + channel * strides[0]!;
    storage.write(place, momentum * value(channel) + (1 - momentum) * storage.read(place));
  }
}
