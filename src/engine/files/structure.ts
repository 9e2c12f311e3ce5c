import { isOptions } from "../arguments.js";
import { badFile, savedTooDeep, unsaveable } from "../errors.js";
import { isPair } from "../isPair.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { metadataKey, type Safetensors } from "./safetensors.js";
import { parseJson } from "./text.js";

/**
 * How a saved object is put into a safetensors file. An object whose values are all tensors is the file itself: its keys
 * are the tensors' names. Of anything else the tensors are named by their paths ("state.0.exp_avg"), and the metadata has
 * under `gradlens` the object in JSON, in which
 *
 *     null, true, "text", 1.5                  stand for themselves
 *     [a, b]                                   is an array
 *     { "object": [["key", value], …] }        is an object
 *     { "number": "NaN" }                      is a number that JSON has not: NaN, Infinity, -Infinity, -0
 *     { "tensor": "name" }                     is a tensor of the file
 */
const structureKey = "gradlens";

/** What tools that tell frameworks apart ask for. */
const framework = { format: "pt" };

const deepest = 500;

export function contentsOf(value: unknown): Safetensors {
  if (isFlat(value)) return { tensors: new Map(Object.entries(value)), metadata: framework };
  const tensors = new Map<string, Tensor>();
  const structure = encode(value, "", 0, tensors);
  return { tensors, metadata: { ...framework, [structureKey]: JSON.stringify(structure) } };
}

export function valueOf(file: string, { tensors, metadata }: Safetensors): unknown {
  const text = Object.hasOwn(metadata, structureKey) ? metadata[structureKey]! : null;
  if (text === null) return Object.fromEntries(tensors);
  return decode(file, parseJson(file, "safetensors", text), 0, tensors);
}

function isFlat(value: unknown): value is Readonly<Record<string, Tensor>> {
  return isOptions(value) && !Object.hasOwn(value, metadataKey) && Object.values(value).every(isTensor);
}

function encode(value: unknown, path: string, depth: number, tensors: Map<string, Tensor>): unknown {
  if (depth > deepest) throw savedTooDeep(path.slice(0, 60), deepest);
  const inside = (item: unknown, key: string | number): unknown =>
    encode(item, path === "" ? String(key) : `${path}.${key}`, depth + 1, tensors);
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (isTensor(value)) {
    const name = freeName(path === "" ? "tensor" : path, tensors);
    tensors.set(name, value);
    return { tensor: name };
  }
  if (Array.isArray(value)) return Array.from(value, inside);
  if (!isOptions(value)) throw unsaveable(path === "" ? "the object" : path, value);
  return { object: Object.entries(value).map(([key, item]) => [key, inside(item, key)]) };
}

/** Keys may have dots in them, so that two paths may be the same text. */
function freeName(path: string, tensors: ReadonlyMap<string, Tensor>): string {
  let name = path;
  while (tensors.has(name) || name === metadataKey) name += "_";
  return name;
}

function decode(file: string, node: unknown, depth: number, tensors: ReadonlyMap<string, Tensor>): unknown {
  const fault = (what: string): Error => badFile(file, "safetensors", `metadata "${structureKey}": ${what}`);
  if (depth > deepest) throw fault(`nested deeper than ${deepest} levels`);
  if (typeof node !== "object" || node === null) return node;
  const inside = (item: unknown): unknown => decode(file, item, depth + 1, tensors);
  if (Array.isArray(node)) return node.map(inside);
  const [[kind, content] = ["nothing", null], ...more] = Object.entries(node);
  if (more.length === 0 && kind === "number" && numbers.has(content)) return numbers.get(content);
  if (more.length === 0 && kind === "object" && Array.isArray(content) && content.every(isNamed))
    return Object.fromEntries(content.map(([key, item]) => [key, inside(item)]));
  if (more.length > 0 || kind !== "tensor" || typeof content !== "string")
    throw fault(`cannot read an entry of kind "${kind}"`);
  const tensor = tensors.get(content);
  if (tensor === undefined) throw fault(`there is no tensor ${JSON.stringify(content)} in the file`);
  return tensor;
}

const numbers: ReadonlyMap<unknown, number> = new Map(
  [NaN, Infinity, -Infinity].map((value) => [String(value), value] as const),
).set("-0", -0);

function isNamed(value: unknown): value is readonly [string, unknown] {
  return isPair(value) && typeof value[0] === "string";
}
