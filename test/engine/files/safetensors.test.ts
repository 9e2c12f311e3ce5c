import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import * as torch from "../../../src/engine/index.js";
import { setFileAccess } from "../../../src/engine/files/fileAccess.js";

const oracle = path.join(process.env["GRADLENS_ROOT"] ?? "", "test/oracle/files");

/** A safetensors file of this header and data. */
function file(header: object | string, data: readonly number[] = [], length?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([size, text, Buffer.from(data)]);
}

describe("torch.save and torch.load", () => {
  const files = new Map<string, Uint8Array>();
  beforeEach(() => {
    files.clear();
    setFileAccess({
      resolve: (name) => name,
      read: (name) => files.get(name) ?? new Uint8Array(),
      write: (name, bytes) => void files.set(name, bytes),
    });
  });
  afterEach(() => void setFileAccess(null));

  const roundTrip = (value: unknown): unknown => {
    torch.save(value, "x.safetensors");
    return torch.load("x.safetensors");
  };

  it("read what Python's safetensors wrote, in every dtype", () => {
    setFileAccess(null);
    const read = torch.load(path.join(oracle, "everyDtype.safetensors"));
    const expected: Readonly<Record<string, readonly [dtype: torch.dtype, values: unknown]>> = {
      weight: [torch.float32, [[1.5, -2.25, Infinity], [NaN, Math.fround(0.1), -0]]], // prettier-ignore
      double: [torch.float64, [0.1, 1e300]],
      long: [torch.int64, [1 - 2 ** 53, 2 ** 53 - 1, 7]],
      int: [torch.int32, [-(2 ** 31), 2 ** 31 - 1]],
      byte: [torch.uint8, [0, 255]],
      bool: [torch.bool, [[true], [false]]],
      half: [torch.float32, [1.5, 65504, 2 ** -24, -Infinity]],
      bfloat: [torch.float32, [1.5, Math.fround(-3.00405527047391e38)]],
      char: [torch.int32, [-128, 127]],
      short: [torch.int32, [-32768, 32767]],
      scalar: [torch.float32, 3.25],
      empty: [torch.float32, [[], []]],
    };
    const plain = Object.entries(read).map(([name, tensor]) => [name, [tensor.dtype, tensor.tolist()]] as const);
    assert.deepEqual(Object.fromEntries(plain), expected);
  });

  it("carry a trained model and its optimizer to another one", () => {
    const make = (): readonly [torch.nn.Sequential, torch.optim.Adam] => {
      const model = new torch.nn.Sequential(new torch.nn.Linear(3, 4), new torch.nn.BatchNorm1d(4));
      return [model, new torch.optim.Adam(model.parameters(), { lr: 0.1 })];
    };
    const step = ([model, optimizer]: ReturnType<typeof make>): void => {
      optimizer.zero_grad();
      model(torch.arange(6).reshape(2, 3).to(torch.float32)).pow(2).sum().backward();
      optimizer.step();
    };
    const [first, second] = [make(), make()];
    step(first);
    const saved = { model: first[0].state_dict(), optimizer: first[1].state_dict(), epoch: 1 };
    torch.save(saved, "x.safetensors");
    const loaded = torch.load<typeof saved>("x.safetensors");
    second[0].load_state_dict(loaded.model);
    second[1].load_state_dict(loaded.optimizer);
    step(first);
    step(second);
    assert.deepEqual(Object.entries(second[0].state_dict()).map(text), Object.entries(first[0].state_dict()).map(text));
    assert.equal(loaded.epoch, 1);
  });

  it("write the numbers of a view, each tensor by itself", () => {
    const x = torch.arange(6).reshape(2, 3);
    const loaded = roundTrip({ t: x.t(), row: x.select(0, 1) }) as Record<string, torch.Tensor>;
    assert.deepEqual(loaded["t"]?.tolist(), x.t().tolist());
    assert.deepEqual(loaded["row"]?.tolist(), [3, 4, 5]);
  });

  it("give back any object of tensors, numbers, strings, booleans, null, arrays and objects", () => {
    const dtype = fc.constantFrom(torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.bool);
    const tensor = fc
      .tuple(dtype, fc.array(fc.nat(2), { maxLength: 3 }))
      .map(([of, shape]) => torch.arange(shape.reduce((a, b) => a * b, 1)).reshape(shape).to(of)); // prettier-ignore
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        tensor,
        fc.double(),
        fc.string({ unit: "binary" }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("a", "a.b", "__metadata__", "__proto__")), tie("value")),
      ),
    }));
    fc.assert(fc.property(value, (given) => assert.deepEqual(plain(roundTrip(given)), plain(given))));
  });

  const refused: readonly (readonly [what: string, value: unknown, error: RegExp])[] = [
    ["a function", { a: [1, () => 1] }, /^save\(\): a\.1 is of type function: tensors, numbers, .* can be saved$/],
    ["what is undefined", { a: undefined }, /^save\(\): a is of type undefined/],
    ["a Map", new Map(), /^save\(\): the object is of type Map/],
  ];
  for (const [what, value, error] of refused) {
    it(`refuse ${what} and write nothing`, () => {
      assert.throws(() => torch.save(value, "x"), (thrown: Error) => error.test(thrown.message)); // prettier-ignore
      assert.equal(files.size, 0);
    });
  }

  it("refuse an object that contains itself", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    assert.throws(() => torch.save(circle, "x"), /lies deeper than 500 levels; does the object contain itself\?$/);
  });

  const one = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
  const four = [0, 0, 0, 0];
  const broken: readonly (readonly [what: string, bytes: Uint8Array, error: RegExp])[] = [
    ["an empty file", new Uint8Array(), /it ends after 0 of the 8 bytes/],
    ["a header of 4 GB", file({}, [], 2n ** 32n), /byte 0 gives the header 4294967296 bytes; 100000000 is the most$/],
    ["a header beyond the end", file({}, [], 100n), /gives the header 100 bytes, and 2 are there$/],
    ["a header that is no object", file("[1]"), /does not begin with \{$/],
    ["a header that is cut off", file('{"a": {'), /not a readable safetensors file: .*JSON/],
    ["a header that is not UTF-8", Buffer.concat([file('{"a": "'), Buffer.from([255])]), /there$|JSON|UTF-8/],
    ["a name that stands twice", file(`{"a":${JSON.stringify(one)},"\\u0061":${JSON.stringify(one)}}`, four), /"a" stands twice/],
    ["an entry that is no object", file({ a: 1 }), /tensor "a": its entry in the header is no object$/],
    ["an unknown dtype", file({ a: { ...one, dtype: "F8_E4M3" } }, four), /tensor "a": GradLens cannot read the dtype "F8_E4M3"$/],
    ["a dtype that every object has", file({ a: { ...one, dtype: "toString" } }, four), /dtype "toString"$/],
    ["a negative size", file({ a: { ...one, shape: [-1] } }, four), /tensor "a": \[-1\] is no shape$/],
    ["a size beyond all numbers", file({ a: { ...one, shape: [2 ** 40, 2 ** 40] } }, four), /is no shape$/],
    ["a shape that lies", file({ a: { ...one, shape: [2] } }, four), /shape \[2\] of F32 takes 8 bytes, and data_offsets \[0, 4\] give it 4$/],
    ["offsets that are no places", file({ a: { ...one, data_offsets: [0.5, 4.5] } }, four), /data_offsets \[0.5,4.5\] are no two places$/],
    ["offsets out of range", file({ a: one }, [0, 0]), /tensor "a" ends at 4 of the data, which has 2 bytes$/],
    ["overlapping tensors", file({ a: one, b: one }, four), /tensor "b" begins at 0 of the data, and overlaps "a", which ends at 4$/],
    ["a gap", file({ a: { ...one, data_offsets: [4, 8] } }, [...four, ...four]), /nothing describes the bytes 0 to 4 of the data, before tensor "a"$/],
    ["bytes at the end", file({ a: one }, [...four, 0]), /the tensors end at 4 of the data, which has 5 bytes$/],
    ["an integer beyond 2^53", file({ a: { dtype: "I64", shape: [1], data_offsets: [0, 8] } }, [1, 0, 0, 0, 0, 0, 32, 0]), /tensor "a": element 0 lies beyond 2\^53/],
    ["metadata that are no strings", file({ __metadata__: { a: 1 } }), /__metadata__ is no object of strings$/],
    ["a structure of another kind", file({ __metadata__: { gradlens: '{"b":1}' } }), /cannot read an entry of kind "b"$/],
    ["a structure without its tensor", file({ __metadata__: { gradlens: '{"tensor":"b"}' } }), /there is no tensor "b" in the file$/],
    ["a structure of a million levels", file({ __metadata__: { gradlens: "[".repeat(1e6) + "]".repeat(1e6) } }), /nested deeper than 500 levels$/],
    ["a pickle", Buffer.from("PK\u0003\u0004 and so on"), /a pickle; there, write it with safetensors\.torch\.save_file/],
  ]; // prettier-ignore
  for (const [what, bytes, error] of broken) {
    it(`refuse ${what}`, () => {
      files.set("x", bytes);
      assert.throws(
        () => torch.load("x"),
        (thrown: Error) =>
          thrown.message.startsWith("x: not a readable safetensors file: ") && error.test(thrown.message),
      );
    });
  }

  it("name a file that is not there, and a folder that cannot be written", () => {
    setFileAccess(null);
    const folder = mkdtempSync(path.join(tmpdir(), "gradlens-"));
    try {
      const missing = path.join(folder, "missing");
      assert.throws(() => torch.load(missing), {
        name: "FileNotFoundError",
        message: `[Errno 2] No such file or directory: '${missing}'`,
      });
      assert.throws(() => torch.save({}, path.join(missing, "x")), { name: "FileNotFoundError" });
      assert.throws(() => torch.save({}, folder), /^RuntimeError: cannot write '.*': EISDIR/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("take a relative path from the folder of the program, wherever it was started", () => {
    setFileAccess(null);
    const expected = path.resolve(path.dirname(process.argv[1] ?? ""), "no/such");
    assert.throws(() => torch.load("no/such"), (thrown: Error) => thrown.message.includes(`(that is ${expected}: `)); // prettier-ignore
  });
});

function text([name, tensor]: readonly [string, torch.Tensor]): string {
  return `${name} ${tensor.dtype.name} ${JSON.stringify(tensor.tolist())}`;
}

/** The same with numbers in place of the tensors. */
function plain(value: unknown): unknown {
  if (value instanceof torch.Tensor) return { dtype: value.dtype.name, shape: value.shape, values: value.tolist() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, item]): unknown => [key, plain(item)]);
}
