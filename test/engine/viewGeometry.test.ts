import assert from "node:assert/strict";
import fc from "fast-check";
import { viewStrides } from "../../src/engine/ops/viewGeometry.js";
import { contiguousStrides, type Geometry } from "../../src/engine/shape.js";

/** The storage index of each element, in row-major order. */
function addresses({ offset, shape, strides }: Geometry): number[] {
  return shape.reduce<number[]>(
    (bases, size, dim) => bases.flatMap((base) => Array.from({ length: size }, (_, i) => base + i * strides[dim]!)),
    [offset],
  );
}

/** The strides by which a shape reads these addresses in order, or null: found by looking, not by the algorithm. */
function stridesByLooking(places: readonly number[], shape: readonly number[]): readonly number[] | null {
  const dense = contiguousStrides(shape);
  const strides = shape.map((size, dim) => (size === 1 ? 0 : places[dense[dim]!]! - places[0]!));
  const found = addresses({ offset: places[0]!, shape, strides });
  return found.every((place, i) => place === places[i]) ? strides : null;
}

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 0, maxLength: 4 });

/** A tensor's geometry after a permutation and an expansion, as scripts make them. */
const geometries = fc
  .tuple(
    sizes,
    fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([shape, keys, expanded]): Geometry => {
    const dense = contiguousStrides(shape);
    const order = shape.map((_, dim) => dim).sort((a, b) => keys[a]! - keys[b]!);
    const strides = order.map((dim) => (expanded[dim] ? 0 : dense[dim]!));
    return { offset: 0, shape: order.map((dim) => shape[dim]!), strides };
  });

/** A shape with as many elements: the factors of the old sizes, grouped anew. */
const regrouped = (shape: readonly number[], cuts: readonly boolean[]): number[] => {
  const factors = shape.flatMap((size) => (size === 4 ? [2, 2] : [size]));
  const groups: number[] = [];
  factors.forEach((factor, i) => {
    if (i === 0 || cuts[i % cuts.length]) groups.push(factor);
    else groups[groups.length - 1]! *= factor;
  });
  return groups;
};

describe("a view in another shape", () => {
  it("has the same elements in the same order, and exists wherever strides exist that read them so", () => {
    const cuts = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(geometries, cuts, (geometry, where) => {
        const shape = regrouped(geometry.shape, where);
        const places = addresses(geometry);
        const strides = viewStrides(geometry, shape);
        assert.equal(strides === null, stridesByLooking(places, shape) === null);
        if (strides !== null) assert.deepEqual(addresses({ offset: geometry.offset, shape, strides }), places);
      }),
      { numRuns: 2000 },
    );
  });
});
