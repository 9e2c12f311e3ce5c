import type { DTypeName } from "../dtype.js";
import { elementCount } from "../shape.js";
import { converted } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { viewOf } from "./elements.js";
import { metadataKey, type Safetensors } from "./safetensors.js";
import { encodeText } from "./text.js";

interface Writer {
  readonly name: string;
  write(view: DataView, at: number, value: number): void;
}

const writers: { readonly [Name in DTypeName]: Writer } = {
  float32: {
    name: "F32",
    write: (view, at, value) => {
      view.setFloat32(at, value, true);
    },
  },
  float64: {
    name: "F64",
    write: (view, at, value) => {
      view.setFloat64(at, value, true);
    },
  },
  int64: {
    name: "I64",
    write: (view, at, value) => {
      view.setBigInt64(at, BigInt(value), true);
    },
  },
  int32: {
    name: "I32",
    write: (view, at, value) => {
      view.setInt32(at, value, true);
    },
  },
  uint8: {
    name: "U8",
    write: (view, at, value) => {
      view.setUint8(at, value);
    },
  },
  bool: {
    name: "BOOL",
    write: (view, at, value) => {
      view.setUint8(at, value);
    },
  },
};

/** The bytes of a safetensors file. Its header keeps the order of the tensors; large elements lie first, so that all are aligned. */
export function formatSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const sorted = [...tensors].sort(([, a], [, b]) => b.dtype.itemsize - a.dtype.itemsize);
  const places = new Map<string, readonly [start: number, end: number]>();
  let end = 0;
  for (const [name, tensor] of sorted) {
    const start = end;
    end += elementCount(tensor.shape) * tensor.dtype.itemsize;
    places.set(name, [start, end]);
  }
  const entries = [...tensors].map(([name, { dtype, shape }]): readonly [string, object] => [
    name,
    { dtype: writers[dtype.name].name, shape, data_offsets: places.get(name) },
  ]);
  const header = encodeText(JSON.stringify(Object.fromEntries<object>([[metadataKey, metadata], ...entries])));
  const dataStart = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + end).fill(0x20, 8, dataStart);
  viewOf(bytes).setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(header, 8);
  for (const [name, tensor] of tensors) write(tensor, viewOf(bytes, dataStart + places.get(name)![0]));
  return bytes;
}

function write(tensor: Tensor, view: DataView): void {
  const { storage, dtype } = converted(tensor, tensor.dtype);
  const count = elementCount(tensor.shape);
  for (let i = 0; i < count; i++) writers[dtype.name].write(view, i * dtype.itemsize, storage.read(i));
}
