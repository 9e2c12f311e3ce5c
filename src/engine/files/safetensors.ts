import { badFile } from "../errors.js";
import { isPair } from "../isPair.js";
import { contiguousStrides } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { bytesOfShape, elementTypes, tensorOfElements, viewOf, type ElementName } from "./elements.js";
import { decodeText, parseJson } from "./text.js";

/**
 * The format of Hugging Face, https://github.com/huggingface/safetensors: 8 bytes with the header's length, little-endian;
 * the header, an object in JSON that gives each tensor's dtype, shape and place, and under `__metadata__` strings by name;
 * then the tensors' bytes, little-endian, without gaps or overlaps.
 */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The longest header that Python's safetensors reads. */
export const longestHeader = 100_000_000;

export const metadataKey = "__metadata__";

const format = "safetensors";

const elementNames: Readonly<Record<string, ElementName>> = {
  BOOL: "bool",
  U8: "u8",
  I8: "i8",
  U16: "u16",
  I16: "i16",
  U32: "u32",
  I32: "i32",
  U64: "u64",
  I64: "i64",
  F16: "f16",
  BF16: "bf16",
  F32: "f32",
  F64: "f64",
};

interface Entry {
  readonly name: string;
  readonly element: ElementName;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Reads a file's bytes; its name is for the errors. */
export function parseSafetensors(file: string, bytes: Uint8Array): Safetensors {
  const { header, dataStart } = headerOf(file, bytes);
  const { [metadataKey]: metadata = {}, ...described } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === "string"))
    throw badFile(file, format, `${metadataKey} is no object of strings`);
  const entries = Object.entries(described).map(([name, entry]) => checkEntry(file, name, entry));
  checkPlaces(file, entries, bytes.length - dataStart);
  const tensors = entries.map((entry) => [entry.name, read(file, entry, bytes, dataStart)] as const);
  return { tensors: new Map(tensors), metadata: metadata as Readonly<Record<string, string>> };
}

function headerOf(
  file: string,
  bytes: Uint8Array,
): { readonly header: Readonly<Record<string, unknown>>; readonly dataStart: number } {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw badFile(
      file,
      format,
      "it is a zip, as Python's torch.save writes it around a pickle; there, write it with safetensors.torch.save_file(state_dict, path)",
    );
  if (bytes.length < 8)
    throw badFile(file, format, `it ends after ${bytes.length} of the 8 bytes that give the header's length`);
  const length = Number(viewOf(bytes).getBigUint64(0, true));
  if (length > longestHeader)
    throw badFile(file, format, `byte 0 gives the header ${length} bytes; ${longestHeader} is the most`);
  if (length > bytes.length - 8)
    throw badFile(file, format, `byte 0 gives the header ${length} bytes, and ${bytes.length - 8} are there`);
  if (bytes[8] !== 0x7b) throw badFile(file, format, "the header, at byte 8, does not begin with {");
  const header = parseJson(file, format, decodeText(file, format, bytes.subarray(8, 8 + length)));
  return { header: header as Readonly<Record<string, unknown>>, dataStart: 8 + length };
}

function checkEntry(file: string, name: string, entry: unknown): Entry {
  const fault = (what: string): Error => badFile(file, format, `tensor ${JSON.stringify(name)}: ${what}`);
  if (!isRecord(entry)) throw fault("its entry in the header is no object");
  const { dtype, shape, data_offsets: offsets } = entry;
  const element = typeof dtype === "string" && Object.hasOwn(elementNames, dtype) ? elementNames[dtype] : undefined;
  if (element === undefined) throw fault(`GradLens cannot read the dtype ${JSON.stringify(dtype)}`);
  const bytes = Array.isArray(shape) ? bytesOfShape(shape, elementTypes[element].bytes) : null;
  if (bytes === null) throw fault(`${JSON.stringify(shape)} is no shape`);
  if (!isPair(offsets) || bytesOfShape(offsets, 0) === null)
    throw fault(`data_offsets ${JSON.stringify(offsets)} are no two places`);
  const [start, end] = offsets as [number, number];
  if (end - start !== bytes)
    throw fault(
      `shape ${JSON.stringify(shape)} of ${String(dtype)} takes ${bytes} bytes, and data_offsets [${start}, ${end}] give it ${end - start}`,
    );
  return { name, element, shape: shape as readonly number[], start, end };
}

/** Every byte of the data belongs to one tensor. */
function checkPlaces(file: string, entries: readonly Entry[], length: number): void {
  let end = 0;
  let before = "";
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const name = JSON.stringify(entry.name);
    if (entry.end > length)
      throw badFile(file, format, `tensor ${name} ends at ${entry.end} of the data, which has ${length} bytes`);
    if (entry.start < end)
      throw badFile(
        file,
        format,
        `tensor ${name} begins at ${entry.start} of the data, and overlaps ${before}, which ends at ${end}`,
      );
    if (entry.start > end)
      throw badFile(
        file,
        format,
        `nothing describes the bytes ${end} to ${entry.start} of the data, before tensor ${name}`,
      );
    end = entry.end;
    before = name;
  }
  if (end !== length) throw badFile(file, format, `the tensors end at ${end} of the data, which has ${length} bytes`);
}

function read(file: string, { name, element, shape, start, end }: Entry, bytes: Uint8Array, dataStart: number): Tensor {
  const view = viewOf(bytes, dataStart + start, dataStart + end);
  const tensor = tensorOfElements(
    { type: elementTypes[element], view, littleEndian: true },
    shape,
    contiguousStrides(shape),
  );
  if (typeof tensor === "number")
    throw badFile(
      file,
      format,
      `tensor ${JSON.stringify(name)}: element ${tensor} lies beyond 2^53, to which GradLens's int64 is exact`,
    );
  return tensor;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
