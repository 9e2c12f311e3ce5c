import assert from "node:assert/strict";
import fc from "fast-check";
import * as torch from "../../src/engine/index.js";

/** Whatever a script passes, it gets a right tensor or an error of the catalogue, in one of Python's classes. */
const dtypes = {
  bool: torch.bool,
  uint8: torch.uint8,
  int32: torch.int32,
  int64: torch.int64,
  float32: torch.float32,
  float64: torch.float64,
} as const;
type Name = keyof typeof dtypes;
const anyDtype = fc.constantFrom(...(Object.keys(dtypes) as Name[]));

/** The value of a computation, or null where it was refused as it should be. */
function answerOf<Value>(compute: () => Value): Value | null {
  try {
    return compute();
  } catch (error) {
    const { name, message } = error as Error;
    assert.match(name, /^(RuntimeError|NotImplementedError|ValueError|TypeError|IndexError)$/);
    // These are JavaScript's own words.
    assert.doesNotMatch(
      message,
      /is not a function|is not iterable|Cannot (read|convert|mix)|Invalid (typed )?array length/,
    );
    return null;
  }
}

const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 2 ** 31, 2 ** 53, -(2 ** 31) - 1, 1e40, 255.5, -1),
);
const anyElement = fc.oneof(
  { weight: 8, arbitrary: anyNumber },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, undefined, "1", {}, Symbol("s"), () => 1, torch.ones(1), torch.ones(2)),
  },
);
const anyNested = fc.letrec((tie) => ({
  data: fc.oneof({ depthSize: "small" }, anyElement, fc.array(tie("data"), { maxLength: 3 })),
})).data;

/** What a dtype makes of a number, by BigInt; null where it refuses. */
function converted(value: number, name: Name): number | null {
  switch (name) {
    case "bool":
      return value === 0 ? 0 : 1;
    case "float32":
      return Math.fround(value);
    case "float64":
      return value;
    case "int64":
      return Math.abs(Math.trunc(value)) <= 2 ** 53 ? Math.trunc(value) + 0 : null;
    case "int32":
      return Math.trunc(value) >= -(2 ** 31) && Math.trunc(value) < 2 ** 31 ? Math.trunc(value) + 0 : -(2 ** 31);
    default:
      return Number.isFinite(value) ? Number(BigInt.asUintN(8, BigInt(Math.trunc(value)))) : 0;
  }
}

describe("any input", () => {
  it("makes a tensor of nested arrays, or an error", () => {
    const property = fc.property(anyNested, fc.option(anyDtype), (data, name) => {
      const options = name === null ? {} : { dtype: dtypes[name] };
      const tensor = answerOf(() => torch.tensor(data as torch.TensorData, options));
      if (tensor === null || torch.is_tensor(data)) return;
      const given = [data as unknown]
        .flat(Infinity)
        .map((value) => (torch.is_tensor(value) ? value.item() : Number(value)));
      const numbers = [tensor.tolist() as unknown].flat(Infinity).map(Number);
      assert.deepEqual(
        numbers,
        given.map((value) => converted(value, tensor.dtype.name)),
      );
      if (name !== null) assert.equal(tensor.dtype, dtypes[name]);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("makes tensors of sizes, or an error", () => {
    const anySize = fc.oneof({ weight: 5, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: anyElement });
    const makers = fc.constantFrom("zeros", "ones", "empty", "rand", "randn");
    const property = fc.property(makers, fc.array(anySize, { maxLength: 4 }), fc.boolean(), (maker, sizes, asList) => {
      // Sizes that are possible but would take the test's time.
      if (sizes.some((size) => Number.isInteger(size) && (size as number) > 5 && (size as number) < 2 ** 53)) return;
      const make = torch[maker] as (...sizes: readonly unknown[]) => torch.Tensor;
      const tensor = answerOf(() => (asList ? make(sizes) : make(...sizes)));
      // A plain object at the end holds the options.
      if (tensor !== null) assert.deepEqual(tensor.shape, sizes.filter(Number.isInteger));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("makes ranges of bounds, or an error", () => {
    const few = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 0, -1) },
    );
    const property = fc.property(few, few, few, fc.option(anyDtype), (start, end, step, name) => {
      if (Math.abs((end - start) / step) > 1e4) return;
      const range = answerOf(() => torch.arange(start, end, step, name === null ? {} : { dtype: dtypes[name] }));
      if (range === null || !range.dtype.is_floating_point) return;
      assert.equal(range.numel(), Math.ceil((end - start) / step) + 0);
      (range.tolist() as number[]).forEach((value, i) => {
        assert.ok(Math.abs(value - (start + i * step)) <= 1e-5 * (1 + Math.abs(start) + Math.abs(value)));
      });
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("is converted from every dtype to every other, or refused", () => {
    const property = fc.property(fc.array(anyNumber, { maxLength: 5 }), anyDtype, anyDtype, (values, from, to) => {
      const source = answerOf(() => torch.tensor(values, { dtype: dtypes[from] }));
      if (source === null) return;
      const held = (source.tolist() as (number | boolean)[]).map(Number);
      const expected = held.map((value) =>
        to === "int32" && !source.dtype.is_floating_point
          ? Number(BigInt.asIntN(32, BigInt(value)))
          : converted(value, to),
      );
      const result = answerOf(() => source.to(dtypes[to]));
      if (result === null) assert.ok(expected.includes(null));
      else assert.deepEqual((result.tolist() as (number | boolean)[]).map(Number), expected);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("wraps around in int32 and uint8, and is exact or refused in int64", () => {
    const operations = {
      add: (x: bigint, y: bigint) => x + y,
      sub: (x: bigint, y: bigint) => x - y,
      mul: (x: bigint, y: bigint) => x * y,
    } as const;
    const wrap = (name: Name, value: bigint): bigint =>
      name === "uint8" ? BigInt.asUintN(8, value) : name === "int32" ? BigInt.asIntN(32, value) : value;
    const names = fc.constantFrom("int32", "uint8", "int64" as const);
    const anyOperation = fc.constantFrom("add", "sub", "mul" as const);
    const whole = fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n });
    const property = fc.property(names, anyOperation, whole, whole, (name, operation, a, b) => {
      const [x, y] = [wrap(name, a), wrap(name, b)];
      const [left, right] = [x, y].map((value) => torch.tensor([value], { dtype: dtypes[name] })) as [
        torch.Tensor,
        torch.Tensor,
      ];
      const exact = wrap(name, operations[operation](x, y));
      const result = answerOf(() => left[operation](right));
      if (result === null) assert.ok(name === "int64" && (exact > 2n ** 53n || exact < -(2n ** 53n)));
      else assert.equal(BigInt(result.item()), exact);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
