import { badFile } from "../errors.js";
import { contiguousStrides } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { bytesOfShape, elementTypes, tensorOfElements, viewOf, type ElementName } from "./elements.js";
import { gunzipped } from "./inflate.js";

/**
 * MNIST's format: two zero bytes, the type of the elements, the number of dimensions; the sizes in 4 bytes each; then the
 * elements, all with the highest byte first.
 */
const format = "IDX";

const elementNames: ReadonlyMap<number, ElementName> = new Map([
  [0x08, "u8"],
  [0x09, "i8"],
  [0x0b, "i16"],
  [0x0c, "i32"],
  [0x0d, "f32"],
  [0x0e, "f64"],
]);

/** Reads a file's bytes, which may be compressed with gzip; its name is for the errors. */
export function parseIdx(file: string, given: Uint8Array): Tensor {
  const bytes = gunzipped(file, given);
  if (bytes.length < 4) throw badFile(file, format, `it ends after ${bytes.length} of its first 4 bytes`);
  const [first, second, code, rank] = bytes as unknown as readonly [number, number, number, number];
  const element = elementNames.get(code);
  if (first !== 0 || second !== 0 || element === undefined)
    throw badFile(
      file,
      format,
      `it begins with ${hex(bytes.subarray(0, 4))} instead of 00 00, a type (08, 09, 0b, 0c, 0d or 0e) and the number of dimensions`,
    );
  const dataStart = 4 + 4 * rank;
  if (bytes.length < dataStart)
    throw badFile(file, format, `it ends after ${bytes.length} bytes, within the sizes of its ${rank} dimensions`);
  const view = viewOf(bytes);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const type = elementTypes[element];
  const length = bytesOfShape(shape, type.bytes);
  if (length !== bytes.length - dataStart)
    throw badFile(
      file,
      format,
      `sizes [${shape.join(", ")}] of ${type.bytes} bytes each take ${length ?? "too many"} bytes, and ${bytes.length - dataStart} follow them`,
    );
  // No type of this format has integers beyond 2^53.
  return tensorOfElements(
    { type, view: viewOf(bytes, dataStart), littleEndian: false },
    shape,
    contiguousStrides(shape),
  ) as Tensor;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
