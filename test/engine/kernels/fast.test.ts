import assert from "node:assert/strict";
import { dtypes, type DType } from "../../../src/engine/dtype.js";
import * as elementFunctions from "../../../src/engine/kernels/elementFunctions.js";
import { fast } from "../../../src/engine/kernels/fast.js";
import type { ElementFunction, Kernels, View } from "../../../src/engine/kernels/kernels.js";
import { reference } from "../../../src/engine/kernels/reference.js";
import { broadcastStrides, contiguousStrides, elementCount, type Shape } from "../../../src/engine/shape.js";
import { allocate } from "../../../src/engine/storage.js";

/** A way to lay a shape out in memory. */
type Layout = (shape: Shape, dtype: DType) => View;

const { float32, float64, int64, int32, uint8, bool } = dtypes;
const floats = [float32, float64];

/** Numbers that dtypes round differently, and those that are none. */
const numbers = [0.1, -2.7, 3, 1e-40, 12345678.9, -0, Infinity, -Infinity, NaN, 5e8, -7, 1 / 3];
let next = 0;

function filled(view: View): View {
  const { storage } = view;
  const isFloating = storage.dtype.is_floating_point;
  for (let i = 0; i < storage.length; i++) {
    const number = numbers[(next += 5) % numbers.length]!;
    storage.write(i, isFloating ? number * (1 + (next % 7)) : next % 101);
  }
  return view;
}

const layouts: Record<string, Layout> = {
  contiguous: (shape, dtype) => filled(viewOf(dtype, shape, contiguousStrides(shape))),
  offset: (shape, dtype) => filled(viewOf(dtype, shape, contiguousStrides(shape), 3)),
  turned: (shape, dtype) => filled(viewOf(dtype, shape, contiguousStrides([...shape].reverse()).toReversed())),
  "every second": (shape, dtype) =>
    filled(
      viewOf(
        dtype,
        shape,
        contiguousStrides(shape).map((stride) => 2 * stride),
      ),
    ),
};

function viewOf(dtype: DType, shape: Shape, strides: readonly number[], offset = 0): View {
  const last = shape.reduce((sum, size, dim) => sum + (size - 1) * strides[dim]!, offset);
  return { storage: allocate(dtype, last + 1), offset, shape, strides };
}

/** The same without what is no number, or none that a sum keeps beside others. */
function finite(view: View): View {
  const { storage } = view;
  for (let i = 0; i < storage.length; i++) if (!Number.isFinite(storage.read(i))) storage.write(i, i / 7);
  return view;
}

/** What repeats along its first dimension. */
function repeated(shape: Shape, dtype: DType): View {
  const row = layouts["contiguous"]!(shape.slice(1), dtype);
  return { ...row, shape, strides: broadcastStrides(row, shape) };
}

const shapes: Shape[] = [[17], [3, 40], [5, 1, 7], [2, 3, 1100], [1, 16], [4, 4]];

/** Runs a kernel both ways into equal copies of `out` and compares all that its storage holds. */
function agree(label: string, out: View, run: (kernels: Kernels, out: View) => void): void {
  const results = [reference, fast].map((kernels) => {
    const storage = allocate(out.storage.dtype, out.storage.length);
    for (let i = 0; i < storage.length; i++) storage.write(i, out.storage.read(i));
    run(kernels, { ...out, storage });
    return Array.from({ length: storage.length }, (_, i) => storage.read(i));
  });
  assert.deepEqual(results[1], results[0], label);
}

function eachCase(
  allowed: readonly DType[],
  check: (label: string, make: (dtype: DType) => View, dtype: DType) => void,
): void {
  for (const dtype of allowed)
    for (const shape of shapes)
      for (const [name, layout] of Object.entries({ ...layouts, repeated }))
        check(`${dtype.name} [${shape.join()}] ${name}`, (of) => layout(shape, of), dtype);
}

const functions: Record<string, ElementFunction> = Object.fromEntries(
  Object.entries(elementFunctions).flatMap(([name, value]): [string, ElementFunction][] => {
    if (value === elementFunctions.withBlock) return [];
    if ("block" in value) return [[name, value]];
    return [0.7, -2].map((factor) => [`${name} of ${factor}`, (value as (n: number) => ElementFunction)(factor)]);
  }),
);

describe("the fast kernels", () => {
  for (const [name, of] of Object.entries(functions))
    it(`compute ${name} as it is written for one number`, () => {
      eachCase(floats, (label, make, dtype) => {
        const inputs = [make(dtype), layouts["contiguous"]!(make(dtype).shape, dtype), 0.3];
        for (const order of [
          [0, 1, 2],
          [1, 0, 0],
          [2, 1, 0],
        ])
          agree(label, layouts["turned"]!(make(dtype).shape, dtype), (kernels, out) =>
            kernels.map(
              { name, of },
              order.map((i) => inputs[i]!),
              out,
            ),
          );
      });
    });

  it("apply a function that has no loop of its own, and round to every dtype", () => {
    const of = (x: number, y: number): number => Math.trunc(x / 3) + y;
    for (const result of [int64, int32, uint8, bool, float32])
      eachCase([uint8], (label, make, dtype) => {
        const inputs = [make(dtype), 2];
        agree(`${label} to ${result.name}`, layouts["offset"]!(make(dtype).shape, result), (kernels, out) =>
          kernels.map({ name: "some", of }, inputs, out),
        );
      });
  });

  it("copy between all dtypes and layouts", () => {
    for (const from of [float32, float64, uint8, int64])
      eachCase([float32, float64, int64, int32, bool], (label, make, dtype) => {
        if (from.is_floating_point && !dtype.is_floating_point) return;
        const x = make(from);
        for (const layout of Object.values(layouts))
          agree(`${label} from ${from.name}`, layout(x.shape, dtype), (kernels, out) => kernels.copy(x, out));
      });
  });

  it("fill all layouts", () => {
    eachCase([float32, int64, bool], (label, make, dtype) => {
      const { shape } = make(dtype);
      agree(label, layouts["every second"]!(shape, dtype), (kernels, out) => kernels.fill(2.1, out));
    });
  });

  it("sum over any dimensions in the same order", () => {
    eachCase([float32, float64, int64], (label, make, dtype) => {
      const x = make(dtype);
      for (let kept = 0; kept < 2 ** x.shape.length; kept++) {
        const shape = x.shape.map((size, dim) => ((kept >> dim) & 1 ? size : 1));
        agree(`${label} to [${shape.join()}]`, layouts["turned"]!(shape, dtype), (kernels, out) => kernels.sum(x, out));
      }
    });
  });

  it("add to places that are shown more than once", () => {
    eachCase([float32, float64, int32], (label, make, dtype) => {
      const x = make(dtype);
      const overlapping = x.shape.map((_, dim) => x.shape.length - dim);
      agree(label, filled(viewOf(dtype, x.shape, overlapping)), (kernels, out) => kernels.addTo(x, out));
      agree(label, repeated(x.shape, dtype), (kernels, out) => kernels.addTo(x, out));
    });
  });

  it("multiply matrices of all sizes and layouts", () => {
    for (const dtype of [float32, float64, int64, int32])
      for (const [rows, inner, columns] of [
        [1, 9, 9],
        [4, 4, 4],
        [5, 3, 7],
        [9, 1, 30],
        [6, 40, 5],
        [33, 17, 2],
        [4, 0, 8],
      ])
        for (const layout of Object.values(layouts)) {
          const [x, y] = [layout([2, rows!, inner!], dtype), layout([2, inner!, columns!], dtype)];
          const out = [2, rows!, columns!];
          const label = `${dtype.name} ${rows}×${inner}×${columns}`;
          if (elementCount(x.shape) === 0) continue;
          agree(label, layouts["turned"]!(out, dtype), (kernels, to) => kernels.matmul(x, y, to));
          const same = repeated(y.shape, dtype);
          agree(label, layouts["contiguous"]!(out, dtype), (kernels, to) => kernels.matmul(x, same, to));
        }
  });

  it("convolve lines, planes and volumes, in groups, with padding, strides and dilation", () => {
    const moves = [
      { stride: 1, padding: 0, dilation: 1, groups: 1 },
      { stride: 2, padding: 1, dilation: 1, groups: 2 },
      { stride: 1, padding: 2, dilation: 2, groups: 1 },
      { stride: 3, padding: 0, dilation: 1, groups: 1 },
    ];
    for (const dtype of floats)
      for (const space of [[9], [6, 7], [4, 5, 3]])
        for (const { groups, ...move } of moves) {
          const [stride, padding, dilation] = [move.stride, move.padding, move.dilation].map((n) => space.map(() => n));
          const window = { stride: stride!, padding: padding!, dilation: dilation!, groups };
          const places = space.map(
            (size) => Math.floor((size + 2 * move.padding - move.dilation - 1) / move.stride) + 1,
          );
          const shapesOf = {
            input: [2, 4 * groups, ...space],
            weight: [5 * groups, 4, ...space.map(() => 2)],
            result: [2, 5 * groups, ...places],
          };
          for (const layout of [layouts["contiguous"]!, layouts["turned"]!])
            for (const isFinite of [true, false]) {
              const parts = Object.fromEntries(
                Object.entries(shapesOf).map(([name, shape]) => [
                  name,
                  isFinite ? finite(layout(shape, dtype)) : layout(shape, dtype),
                ]),
              ) as Record<"input" | "weight" | "result", View>;
              const label = `${dtype.name} ${space.length}d ${JSON.stringify(move)} in ${groups}`;
              const plain = (name: "input" | "weight" | "result"): View =>
                layouts["contiguous"]!(shapesOf[name], dtype);
              agree(`${label}: result`, plain("result"), (kernels, result) =>
                kernels.convolutionResult({ ...parts, result }, window),
              );
              agree(`${label}: input`, plain("input"), (kernels, input) =>
                kernels.convolutionInput({ ...parts, input }, window),
              );
              agree(`${label}: weight`, plain("weight"), (kernels, weight) =>
                kernels.convolutionWeight({ ...parts, weight }, window),
              );
            }
        }
  });
});
