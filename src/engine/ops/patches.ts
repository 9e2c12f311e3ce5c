import { bool } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { elementCount, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { sample } from "./op.js";
import { taking } from "./taking.js";

/** A window that moves over planes; two numbers each. */
export type Patching = {
  readonly kernel_size: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
};

/** The elements under each place of the window as a column: […, c, h, w] to […, c·kh·kw, places]. */
export function patchesOf(x: Tensor, patching: Patching): Tensor {
  if (!x.dtype.is_floating_point && x.dtype !== bool) throw notImplementedFor("im2col_out_cpu", x.dtype.label);
  return call(im2colOp, [x], patching);
}

/** The transpose: columns are put back into planes of a size, where they overlap as their sum. */
export function patchesSummed(columns: Tensor, output_size: readonly number[], patching: Patching): Tensor {
  if (!columns.dtype.is_floating_point && columns.dtype !== bool)
    throw notImplementedFor("col2im_out_cpu", columns.dtype.label);
  const channels = columns.shape.at(-2)! / elementCount(patching.kernel_size);
  const shape = [...columns.shape.slice(0, -2), channels, ...output_size];
  return call(col2imOp, [columns], { ...patching, shape });
}

/** How many places the window has along each dimension of a plane. */
export function patchPlaces(plane: Shape, { kernel_size, dilation, padding, stride }: Patching): readonly number[] {
  return kernel_size.map((size, i) => {
    const room = plane.at(i - 2)! + 2 * padding[i]! - dilation[i]! * (size - 1) - 1;
    return Math.floor(room / stride[i]!) + 1;
  });
}

/** The ops of this family. */
export default class PatchOps {
  /** @internal */
  static get ops() {
    return { im2col: im2colOp, col2im: col2imOp };
  }
}

const plain: Patching = { kernel_size: [2, 2], dilation: [1, 1], padding: [0, 0], stride: [1, 1] };
const uneven: Patching = { kernel_size: [2, 3], dilation: [2, 1], padding: [1, 0], stride: [1, 2] };

const [im2colOp, col2imOp] = taking<Patching>({
  name: "im2col",
  gradFn: "Im2ColBackward0",
  transposed: { name: "col2im", gradFn: "Col2ImBackward0" },
  samples: [sample([[1, 2, 3, 3]], { attributes: plain }), sample([[2, 3, 5]], { attributes: uneven })],
  transposedSamples: [
    sample([[1, 8, 4]], { attributes: { ...plain, shape: [1, 2, 3, 3] } }),
    sample([[12, 6]], { attributes: { ...uneven, shape: [2, 3, 5] } }),
  ],
  shape: columnsShape,
  positions(shape, patching) {
    const [channels, height, width] = shape.slice(-3) as [number, number, number];
    const { kernel_size, dilation, padding, stride } = patching;
    const [rows, columns] = patchPlaces(shape, patching) as [number, number];
    const positions = new Int32Array(elementCount(columnsShape(shape, patching)));
    const planes = elementCount(shape.slice(0, -3)) * channels;
    let next = 0;
    for (let plane = 0; plane < planes; plane++)
      for (let ky = 0; ky < kernel_size[0]!; ky++)
        for (let kx = 0; kx < kernel_size[1]!; kx++)
          for (let row = 0; row < rows; row++)
            for (let column = 0; column < columns; column++) {
              const y = row * stride[0]! + ky * dilation[0]! - padding[0]!;
              const x = column * stride[1]! + kx * dilation[1]! - padding[1]!;
              const isInside = y >= 0 && y < height && x >= 0 && x < width;
              positions[next++] = isInside ? (plane * height + y) * width + x : -1;
            }
    return positions;
  },
});

function columnsShape(shape: Shape, patching: Patching): Shape {
  const rows = shape.at(-3)! * elementCount(patching.kernel_size);
  return [...shape.slice(0, -3), rows, elementCount(patchPlaces(shape, patching))];
}
