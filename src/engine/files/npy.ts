import { badFile } from "../errors.js";
import { contiguousStrides } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { bytesOfShape, elementTypes, tensorOfElements, viewOf, type ElementName } from "./elements.js";
import { unzipped } from "./inflate.js";

/**
 * NumPy's format, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html: the magic bytes, a version, the header's length
 * in 2 bytes (from version 2 on 4), little-endian; the header, a literal dict of Python with the keys descr, fortran_order
 * and shape; then the elements.
 */
const format = ".npy";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const elementNames: Readonly<Record<string, ElementName>> = {
  b1: "bool",
  u1: "u8",
  i1: "i8",
  u2: "u16",
  i2: "i16",
  u4: "u32",
  i4: "i32",
  u8: "u64",
  i8: "i64",
  f2: "f16",
  f4: "f32",
  f8: "f64",
};

interface Header {
  readonly element: ElementName;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** Reads a file's bytes; its name is for the errors. */
export function parseNpy(file: string, bytes: Uint8Array): Tensor {
  const { text, dataStart } = headerText(file, bytes);
  const { element, littleEndian, fortranOrder, shape } = readHeader(file, text);
  const type = elementTypes[element];
  const length = bytesOfShape(shape, type.bytes);
  if (length === null) throw badFile(file, format, `(${shape.join(", ")}) is no shape`);
  if (length !== bytes.length - dataStart)
    throw badFile(
      file,
      format,
      `shape (${shape.join(", ")}) of ${type.bytes} bytes each takes ${length} bytes, and ${bytes.length - dataStart} follow the header`,
    );
  const strides = fortranOrder ? [...contiguousStrides([...shape].reverse())].reverse() : contiguousStrides(shape);
  const tensor = tensorOfElements({ type, view: viewOf(bytes, dataStart), littleEndian }, shape, strides);
  if (typeof tensor === "number")
    throw badFile(
      file,
      format,
      `element ${tensor}, in the order of the file, lies beyond 2^53, to which GradLens's int64 is exact`,
    );
  return tensor;
}

/** The arrays of an .npz, which is a zip of .npy files, by their names. */
export function parseNpz(file: string, bytes: Uint8Array): Readonly<Record<string, Tensor>> {
  const tensors = Object.entries(unzipped(file, bytes)).map(([name, contents]) => {
    if (!name.endsWith(".npy")) throw badFile(file, ".npz", `${JSON.stringify(name)} in it is no .npy`);
    return [name.slice(0, -4), parseNpy(`${file}/${name}`, contents)] as const;
  });
  return Object.fromEntries(tensors);
}

function headerText(file: string, bytes: Uint8Array): { readonly text: string; readonly dataStart: number } {
  if (!magic.every((byte, i) => bytes[i] === byte)) throw badFile(file, format, `it does not begin with \\x93NUMPY`);
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3)
    throw badFile(file, format, `byte 6 gives the version ${version}; 1 to 3 can be read`);
  const headerStart = version === 1 ? 10 : 12;
  if (bytes.length < headerStart)
    throw badFile(file, format, `it ends after ${bytes.length} bytes, within the header's length`);
  const view = viewOf(bytes);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = headerStart + length;
  if (dataStart > bytes.length)
    throw badFile(file, format, `byte 8 gives the header ${length} bytes, and ${bytes.length - headerStart} are there`);
  if (length > longestHeader)
    throw badFile(file, format, `byte 8 gives the header ${length} bytes; ${longestHeader} is the most`);
  return { text: String.fromCharCode(...bytes.subarray(headerStart, dataStart)), dataStart };
}

/** As NumPy's own reader has it. */
const longestHeader = 10_000;

/** One entry of the dict: structured types are lists, and strings have no escapes. */
const entry = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([\d\sL,]*\)|\[[^]*\])\s*(,|(?=\}))/y;

function readHeader(file: string, text: string): Header {
  const values = new Map<string, string>();
  const body = text.trim();
  entry.lastIndex = 1;
  let end = 1;
  for (let match = entry.exec(body); match !== null; match = entry.exec(body)) {
    if (values.has(match[1]!)) throw badFile(file, format, `the header has '${match[1]!}' twice`);
    values.set(match[1]!, match[2]!);
    end = entry.lastIndex;
  }
  const [descr, fortran, shape] = ["descr", "fortran_order", "shape"].map((key) => values.get(key));
  const isWhole = body.startsWith("{") && /^\s*\}$/.test(body.slice(end)) && values.size === 3;
  if (!isWhole || !descr || !shape?.startsWith("(") || (fortran !== "True" && fortran !== "False"))
    throw badFile(file, format, `the header is no dict of descr, fortran_order and shape: ${body.slice(0, 100)}`);
  return { ...elementOf(file, descr), fortranOrder: fortran === "True", shape: sizesOf(shape) };
}

function elementOf(file: string, descr: string): Pick<Header, "element" | "littleEndian"> {
  if (descr.includes("O"))
    throw badFile(
      file,
      format,
      "it holds Python objects as a pickle, which only Python can read, and which could run code there",
    );
  const [, order = "", name = ""] = /^'([<>|=]?)(\w+)'$/.exec(descr) ?? [];
  const element = Object.hasOwn(elementNames, name) ? elementNames[name] : undefined;
  if (element === undefined) throw badFile(file, format, `GradLens cannot read elements of type ${descr}`);
  if (elementTypes[element].bytes > 1 && order !== "<" && order !== ">")
    throw badFile(file, format, `type ${descr} does not say which byte comes first`);
  return { element, littleEndian: order !== ">" };
}

function sizesOf(shape: string): readonly number[] {
  return (shape.match(/\d+/g) ?? []).map(Number);
}
