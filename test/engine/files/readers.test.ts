import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { zipSync } from "fflate";
import * as torch from "../../../src/engine/index.js";
import { setFileAccess } from "../../../src/engine/files/fileAccess.js";

const { read_csv, read_csv_text, read_idx, read_json, read_npy, read_npz } = torch.utils.data;

const oracle = path.join(process.env["GRADLENS_ROOT"] ?? "", "test/oracle/files");
const stored = (name: string): Uint8Array => readFileSync(path.join(oracle, name));

/** The file "x" holds these bytes. */
function given(bytes: Uint8Array | string): string {
  setFileAccess({
    resolve: (name) => name,
    read: () => (typeof bytes === "string" ? Buffer.from(bytes) : bytes),
    write: () => undefined,
  });
  return "x";
}

/** A .npy file of this header. */
function npy(header: string, data = new Uint8Array(), { version = 1, length = header.length } = {}): Uint8Array {
  const size = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) size.writeUInt16LE(length);
  else size.writeUInt32LE(length);
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from("NUMPY"),
    Buffer.from([version, 0]),
    size,
    Buffer.from(header),
    data,
  ]);
}

const dict = (descr: string, shape: string): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

/** A zip or gzip with 4 bytes of it overwritten. */
function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(value, at < 0 ? copy.length + at : at);
  return copy;
}

/** Where the zip's directory begins. */
const directoryOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32LE(bytes.length - 6);

describe("Readers of data", () => {
  afterEach(() => void setFileAccess(null));

  const arrays: readonly (readonly [file: string, dtype: torch.dtype, shape: readonly number[], values: unknown])[] = [
    ["matrix.npy", torch.float64, [2, 3], [[0, 0.25, 0.5], [0.75, 1, 1.25]]],
    ["fortran.npy", torch.int32, [2, 3], [[0, 1, 2], [3, 4, 5]]],
    ["bigEndian.npy", torch.float32, [2], [1.5, -2]],
    ["long.npy", torch.int64, [1, 2], [[1, -2]]],
    ["half.npy", torch.float32, [2], [1.5, 65504]],
    ["bool.npy", torch.bool, [2], [true, false]],
    ["scalar.npy", torch.float32, [], 2.5],
    ["empty.npy", torch.float32, [0, 3], []],
  ]; // prettier-ignore
  for (const [file, dtype, shape, values] of arrays) {
    it(`read NumPy's ${file}`, () => {
      const read = read_npy(path.join(oracle, file));
      assert.deepEqual([read.dtype, read.shape, read.tolist()], [dtype, shape, values]);
    });
  }

  it("give an array in Fortran's order its strides", () => {
    assert.deepEqual(read_npy(path.join(oracle, "fortran.npy")).stride(), [1, 2]);
  });

  it("read NumPy's archives, compressed or not", () => {
    const plain = read_npz(path.join(oracle, "stored.npz"));
    assert.deepEqual(Object.keys(plain), ["x", "y"]);
    assert.deepEqual([plain["x"]?.tolist(), plain["y"]?.tolist()], [[0, 1, 2], [[0.5]]]);
    const deflated = read_npz(path.join(oracle, "deflated.npz"));
    assert.deepEqual(
      [deflated["x"]?.shape, deflated["y"]?.tolist()],
      [
        [100, 10],
        [0, 1, 2, 3, 4],
      ],
    );
  });

  for (const file of ["images-idx2-ubyte", "images-idx2-ubyte.gz"]) {
    it(`read MNIST's format from ${file}`, () => {
      const images = read_idx(path.join(oracle, file));
      assert.deepEqual([images.dtype, images.tolist()], [torch.uint8, [[0, 1, 2], [3, 4, 5]]]); // prettier-ignore
    });
  }

  const types: readonly (readonly [code: number, bytes: readonly number[], dtype: torch.dtype, value: number])[] = [
    [0x09, [0xff], torch.int32, -1],
    [0x0b, [0xff, 0xfe], torch.int32, -2],
    [0x0c, [0x80, 0, 0, 0], torch.int32, -(2 ** 31)],
    [0x0d, [0x3f, 0xc0, 0, 0], torch.float32, 1.5],
    [0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0], torch.float64, 1.5],
  ];
  for (const [code, bytes, dtype, value] of types) {
    it(`read IDX's type ${code} as ${dtype.name}`, () => {
      const read = read_idx(given(Uint8Array.from([0, 0, code, 1, 0, 0, 0, 1, ...bytes])));
      assert.deepEqual([read.dtype, read.tolist()], [dtype, [value]]);
    });
  }

  it("read tables with a byte order mark, CRLF, quotes, blank lines and spaces", () => {
    const file = given('\uFEFFa,"b ""c""",name\r\n1, -2.5e1 ,"x,\ny"\r\n\r\n.5,inf,z');
    const read = read_csv(file, { columns: ["a", 'b "c"'], dtype: torch.float64 });
    assert.deepEqual(read.tolist(), [[1, -25], [0.5, Infinity]]); // prettier-ignore
    assert.deepEqual(read_csv_text(file), [["a", 'b "c"', "name"], ["1", " -2.5e1 ", "x,\ny"], [".5", "inf", "z"]]); // prettier-ignore
  });

  it("read tables without a header, with another delimiter, columns by number and another dtype", () => {
    const read = read_csv(given("1;2;3\n4;5;6\n"), {
      header: false,
      delimiter: ";",
      columns: [2, 0],
      dtype: torch.int64,
    });
    assert.deepEqual([read.dtype, read.tolist()], [torch.int64, [[3, 1], [6, 4]]]); // prettier-ignore
  });

  it("read a table that has a header only", () => assert.deepEqual(read_csv(given("a,b\n")).shape, [0, 2]));

  it("give back the cells of any table that is written in quotes", () => {
    const table = fc.nat(3).chain((more) => fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: more + 1, maxLength: more + 1 }))); // prettier-ignore
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",") + end).join("");
        assert.deepEqual(read_csv_text(given(text)), rows);
      }),
    );
  });

  it("read JSON", () => {
    assert.deepEqual(read_json(given('\uFEFF{"a": [1, "x", null]}')), { a: [1, "x", null] });
  });

  const f4 = new Uint8Array(4);
  const zip = (files: Readonly<Record<string, Uint8Array>>, level: 0 | 9 = 9): Uint8Array =>
    Buffer.from(zipSync(files, { level }));
  const one = zip({ "a.npy": npy(dict("'<f4'", "(250,)"), new Uint8Array(1000)) });
  const two = zip({ "a.npy": f4, "b.npy": f4 }, 0);
  const idx = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 7]);
  const gz = gzipSync(idx);
  const broken: readonly (readonly [what: string, bytes: Uint8Array | string, read: (file: string) => unknown, error: RegExp])[] = [
    ["an empty .npy", "", read_npy, /does not begin with \\x93NUMPY$/],
    ["a .npy of a version to come", npy("", f4, { version: 9 }), read_npy, /byte 6 gives the version 9; 1 to 3 can be read$/],
    ["a .npy cut off in its length", npy("").subarray(0, 9), read_npy, /it ends after 9 bytes, within the header's length$/],
    ["a .npy cut off in its header", npy("{}", f4, { length: 99 }), read_npy, /byte 8 gives the header 99 bytes, and 6 are there$/],
    ["a .npy with a header of 4 GB", npy("{}", f4, { version: 2, length: 2 ** 32 - 1 }), read_npy, /byte 8 gives the header 4294967295 bytes, and 6 are there$/],
    ["a .npy with a long header", npy(" ".repeat(20_000), f4, { version: 2 }), read_npy, /20000 bytes; 10000 is the most$/],
    ["a .npy with a header that is no dict", npy("[1]"), read_npy, /the header is no dict of descr, fortran_order and shape: \[1\]$/],
    ["a .npy with code in its header", npy("{'descr': '<f4', 'fortran_order': f(), 'shape': (1,)}", f4), read_npy, /is no dict/],
    ["a .npy with a key twice", npy("{'shape': (1,), 'shape': (2,)}", f4), read_npy, /the header has 'shape' twice$/],
    ["a .npy that is cut off", npy(dict("'<f4'", "(2,)"), f4), read_npy, /shape \(2\) of 4 bytes each takes 8 bytes, and 4 follow the header$/],
    ["a .npy that is too long", npy(dict("'<f4'", "()"), new Uint8Array(8)), read_npy, /takes 4 bytes, and 8 follow the header$/],
    ["a .npy with a shape that lies", npy(dict("'<f4'", "(1000000, 1000000)"), f4), read_npy, /takes 4000000000000 bytes, and 4 follow the header$/],
    ["a .npy beyond all numbers", npy(dict("'<f4'", "(9007199254740991, 9)"), f4), read_npy, /is no shape$/],
    ["a .npy beyond all numbers but one", npy(dict("'<f4'", "(99999999999999999999, 0)"), f4), read_npy, /is no shape$/],
    ["a .npy without the order of bytes", npy(dict("'|f4'", "(1,)"), f4), read_npy, /type '\|f4' does not say which byte comes first$/],
    ["a .npy with integers beyond 2^53", npy(dict("'>i8'", "(1,)"), Uint8Array.from([0, 32, 0, 0, 0, 0, 0, 0])), read_npy, /element 0, in the order of the file, lies beyond 2\^53/],
    ["a pickle", stored("objects.npy"), read_npy, /it holds Python objects as a pickle/],
    ["complex numbers", stored("complex.npy"), read_npy, /GradLens cannot read elements of type '<c16'$/],
    ["structures", stored("structured.npy"), read_npy, /GradLens cannot read elements of type \[\('a', '<i4'\), \('b', '<f4'\)\]$/],
    ["an empty .npz", "", read_npz, /not a readable zip file: invalid zip data$/],
    ["an .npz that is cut off", one.subarray(20), read_npz, /not a readable/],
    ["an .npz bomb", patched(one, directoryOf(one) + 24, 2 ** 32 - 2), read_npz, /it claims to become 4294967294 bytes; 1073741824 is the most$/],
    ["an .npz with a size that cannot be", patched(one, directoryOf(one) + 24, 2 ** 29), read_npz, /it claims to become 536870912 bytes, which \d+ compressed bytes cannot$/],
    ["an .npz with a size that is too small", patched(one, directoryOf(one) + 24, 500), read_npz, /Bad CRC-32 for file "a\.npy"$/],
    ["an .npz with a wrong checksum", patched(one, directoryOf(one) + 16, 7), read_npz, /Bad CRC-32 for file "a\.npy"$/],
    ["an .npz with a damaged file", patched(two, 35, 7), read_npz, /Bad CRC-32 for file "a\.npy"$/],
    ["an .npz with a size that is too large", patched(one, directoryOf(one) + 24, 5000), read_npz, /"a\.npy" is damaged: it is not the 5000 bytes long that it claims$/],
    ["an .npz with overlapping files", patched(patched(two, directoryOf(two) + 20, 900), directoryOf(two) + 24, 900), read_npz, /"a\.npy" overlaps another file in it, or goes beyond its end$/],
    ["an .npz with a name twice", Buffer.from(Buffer.from(two).toString("latin1").replaceAll("b.npy", "a.npy"), "latin1"), read_npz, /"a\.npy" stands twice in it$/],
    ["an .npz of other things", zip({ "a.txt": f4 }), read_npz, /"a\.txt" in it is no \.npy$/],
    ["an empty IDX", "", read_idx, /it ends after 0 of its first 4 bytes$/],
    ["an IDX with a wrong magic", Uint8Array.from([0, 0, 7, 1]), read_idx, /it begins with 00 00 07 01 instead of 00 00, a type/],
    ["an IDX cut off in its sizes", Uint8Array.from([0, 0, 8, 200, 0]), read_idx, /it ends after 5 bytes, within the sizes of its 200 dimensions$/],
    ["an IDX with sizes that lie", Uint8Array.from([0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255]), read_idx, /take too many bytes, and 0 follow them$/],
    ["an IDX that is too long", Uint8Array.from([...idx, 0]), read_idx, /sizes \[2\] of 1 bytes each take 2 bytes, and 3 follow them$/],
    ["a gzip that is cut off", gz.subarray(0, 15), read_idx, /not a readable gzip file: it has 15 bytes, and 18 are the fewest$/],
    ["a gzip bomb", patched(gz, -4, 2 ** 32 - 2), read_idx, /it claims to become 4294967294 bytes; 1073741824 is the most$/],
    ["a gzip with a size that cannot be", patched(gz, -4, 2 ** 29), read_idx, /it claims to become 536870912 bytes, which \d+ compressed bytes cannot$/],
    ["a gzip with a size that lies", patched(gz, -4, 9), read_idx, /its contents do not fit the length and checksum at its end$/],
    ["a gzip with a wrong checksum", patched(gz, -8, 1), read_idx, /its contents do not fit the length and checksum at its end$/],
    ["an empty table", "", read_csv, /not a readable CSV file: it has no header: it is empty$/],
    ["a long row", "a,b\n1,2\n1,2,3\n", read_csv, /line 3 has 3 cells, and line 1 has 2$/],
    ["an empty cell", "a,b\n1,\n", read_csv, /line 2, column 2 \(b\) is empty$/],
    ["a cell that is no number", "a\n1\n0x10\n", read_csv, /line 3, column 1 \(a\): "0x10" is no number$/],
    ["an open quote", 'a\n"1\n', read_csv, /line 2, column 1: a quote is opened and not closed$/],
    ["a quote within a cell", 'a\n1"2\n', read_csv, /line 2, column 1: a quote within a cell/],
    ["letters after a quote", 'a\n"1"2\n', read_csv, /line 2, column 1: "2" follows a closing quote$/],
    ["a name twice in the header", "a,a\n", read_csv, /the header has "a" twice$/],
    ["text that is not UTF-8", Uint8Array.of(0x61, 0xff), read_csv, /its text is not UTF-8$/],
    ["a fraction as an integer", "a\n1.5\n", (file) => read_csv(file, { dtype: torch.int64 }), /line 2, column 1 \(a\): 1\.5 is no whole number, as torch\.int64 needs$/],
    ["NaN as an integer", "a\nnan\n", (file) => read_csv(file, { dtype: torch.int32 }), /nan is no whole number/],
    ["a number that the dtype cannot hold", "a\n300\n", (file) => read_csv(file, { dtype: torch.uint8 }), /line 2, column 1 \(a\): 300: /],
    ["JSON that is cut off", '{"a": ', read_json, /not a readable JSON file: /],
    ["a name twice in JSON", '{"a": 1, "a": 2}', read_json, /"a" stands twice in one object$/],
  ]; // prettier-ignore
  for (const [what, bytes, read, error] of broken) {
    it(`refuse ${what}`, () => {
      const file = given(bytes);
      assert.throws(
        () => read(file),
        (thrown: Error) => /^x(\/a\.npy)?: not a readable /.test(thrown.message) && error.test(thrown.message),
      );
    });
  }

  const misused: readonly (readonly [what: string, call: () => unknown, error: RegExp])[] = [
    [
      "a column that is not there",
      () => read_csv("x", { columns: ["c"] }),
      /^x: there is no column "c": there are a, b$/,
    ],
    [
      "a number of a column that is not there",
      () => read_csv("x", { columns: [2] }),
      /there is no column 2: there are a, b$/,
    ],
    ["an option that is misspelt", () => read_csv("x", { delimeter: ";" } as object), /did you mean 'delimiter'\?/],
    ["a delimiter of two characters", () => read_csv("x", { delimiter: ", " }), /must be str of one character/],
    ["a path that is no text", () => read_npy(7 as never), /must be str \(the path of a file\), not number$/],
    ["no path", () => (read_idx as () => unknown)(), /missing 1 required positional arguments: "f"$/],
  ];
  for (const [what, call, error] of misused) {
    it(`refuse ${what}`, () => {
      given("a,b\n1,2\n");
      assert.throws(call, (thrown: Error) => error.test(thrown.message));
    });
  }
});
