import type { GridSampling } from "../kernels/gridSampling.js";
import { kernels } from "../kernels/kernels.js";
import type { Shape } from "../shape.js";
import { contiguousZeros, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import { stack } from "./indexing.js";
import { sample, type Op } from "./op.js";

/** The elements of x [n, c, …space] at the places of a grid [n, …places, dimensions of the space]. */
export function gridSampled(x: Tensor, grid: Tensor, sampling: Omit<GridSampling, "orders">): Tensor {
  return call(gridSamplerOp, [x, grid], { ...sampling, orders: new Array<number>(x.ndim - 2).fill(0) });
}

/** The ops of this family. */
export default class GridSamplingOps {
  /** @internal */
  static get ops() {
    return {
      grid_sampler: gridSamplerOp,
      grid_sampler_input: gridSamplerInputOp,
    };
  }
}

type Sampling = Pick<GridSampling, keyof GridSampling>;

const plane: Sampling = { mode: "bilinear", padding_mode: "zeros", align_corners: false, orders: [0, 0] };
const cubic: Sampling = { mode: "bicubic", padding_mode: "reflection", align_corners: true, orders: [0, 0] };
const volume: Sampling = { mode: "bilinear", padding_mode: "border", align_corners: false, orders: [0, 0, 0] };

/**
 * Bilinear in the elements and the weights, which are functions of the grid. The derivative with respect to a coordinate
 * is the same sum with weights that are derived once more along its dimension, so that the op is all of its derivatives.
 */
const gridSamplerOp: Op<Sampling> = {
  name: "grid_sampler",
  gradFn: ({ orders }) => `GridSampler${orders.length}DBackward0`,
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["g times the weights", "g times x times the slopes of the weights"],
  samples: [
    ...[plane, { ...plane, mode: "nearest" as const }, cubic].map((attributes) =>
      sample(
        [
          [1, 2, 3, 4],
          [1, 2, 2, 2],
        ],
        { low: -0.8, high: 0.9, attributes },
      ),
    ),
    sample(
      [
        [1, 2, 3, 2, 2],
        [1, 2, 1, 1, 3],
      ],
      { low: -0.8, high: 0.9, attributes: volume },
    ),
  ],
  shape: ([x, grid]) => [[...x!.slice(0, 2), ...grid!.slice(1, -1)]],
  forward([operand, places], sampling) {
    const [x, grid] = [operand as Tensor, places as Tensor];
    const out = emptyTensor([...x.shape.slice(0, 2), ...grid.shape.slice(1, -1)], x.dtype);
    kernels.gridSample(x, grid, sampling, out);
    return [out];
  },
  saves: () => ["x", "y"],
  vjp([g], { x, y: grid }, { attributes }, [ofX, ofGrid]) {
    const hanging = (gradient: Tensor): Tensor =>
      hangingOn(gradient, [x, grid], gridSamplerInputOp.gradFn({ ...attributes, shape: x.shape }), "none");
    return [
      ofX ? hanging(call(gridSamplerInputOp, [g!, grid], { ...attributes, shape: x.shape })) : null,
      ofGrid ? hanging(gridSlopes(x, grid as Tensor, g!, attributes)) : null,
    ];
  },
  jvp([ofX, ofGrid], { x, y: grid }, { attributes }) {
    const along = (orders: readonly number[], i: number): Tensor =>
      call(gridSamplerOp, [x, grid], { ...attributes, orders }).mul(coordinate(ofGrid!, i));
    return [
      sumOf([
        ofX ? call(gridSamplerOp, [ofX, grid], attributes) : null,
        ...(ofGrid ? raised(attributes).map(along) : []),
      ]),
    ];
  },
};

type Transposed = Sampling & { readonly shape: Shape };

/** From gradients of samples to that of x: linear in them, with the same weights. */
const gridSamplerInputOp: Op<Transposed> = {
  name: "grid_sampler_input",
  gradFn: ({ orders }) => `GridSampler${orders.length}DBackwardBackward0`,
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["v at the places", "x times v times the slopes of the weights"],
  samples: [
    sample(
      [
        [1, 2, 2, 2],
        [1, 2, 2, 2],
      ],
      { low: -0.8, high: 0.9, attributes: { ...plane, shape: [1, 2, 3, 4] } },
    ),
  ],
  shape: (_, { shape }) => [shape],
  forward([g, grid], sampling) {
    const out = emptyTensor(sampling.shape, (g as Tensor).dtype);
    kernels.gridSampleInput(g as Tensor, grid as Tensor, sampling, out);
    return [out];
  },
  saves: ([, ofGrid]) => (ofGrid ? ["x", "y"] : ["y"]),
  vjp: ([v], { x: g, y: grid }, { attributes: { shape: _, ...sampling } }, [ofG, ofGrid]) => [
    ofG ? call(gridSamplerOp, [v!, grid], sampling) : null,
    ofGrid ? gridSlopes(v!, grid as Tensor, g, sampling) : null,
  ],
  jvp([ofG, ofGrid], { x: g, y: grid }, { attributes }) {
    const along = (orders: readonly number[], i: number): Tensor =>
      call(gridSamplerInputOp, [g.mul(coordinate(ofGrid!, i)), grid], { ...attributes, orders });
    return [
      sumOf([
        ofG ? call(gridSamplerInputOp, [ofG, grid], attributes) : null,
        ...(ofGrid ? raised(attributes).map(along) : []),
      ]),
    ];
  },
};

/** The gradient of the samples of x, times g, with respect to the grid; the nearest element is constant in it. */
function gridSlopes(x: Tensor, grid: Tensor, g: Tensor, sampling: Sampling): Tensor {
  if (sampling.mode === "nearest") return contiguousZeros(grid);
  const slopes = raised(sampling).map((orders) =>
    call(gridSamplerOp, [x, grid], { ...sampling, orders })
      .mul(g)
      .sum(1),
  );
  return stack(slopes, -1);
}

/** For each coordinate of a grid the orders with one more along its dimension: the last dimension comes first. */
function raised({ orders }: Sampling): readonly (readonly number[])[] {
  return orders.map((_, i) => orders.with(-1 - i, orders.at(-1 - i)! + 1));
}

/** One coordinate of a grid's tangent, for all channels. */
function coordinate(tangent: Tensor, i: number): Tensor {
  return tangent.select(-1, i).unsqueeze(1);
}

function sumOf(terms: readonly (Tensor | null)[]): Tensor | null {
  return terms.reduce((total, term) => (total === null || term === null ? (total ?? term) : total.add(term)), null);
}
