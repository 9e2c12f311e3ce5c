import { isOptions, nearest } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Module } from "../module.js";

/** What a module of PyTorch's takes: the names of the inputs in their order, of which the first ones have to be given. */
export interface ForwardSignature {
  /** The class in which PyTorch has the function. */
  readonly owner: string;
  readonly names: readonly string[];
  readonly required: number;
  /** Whether a plain object in the place of an input is an input. */
  readonly takesObjects: boolean;
}

type Forward = Module["forward"];

const signatures = new WeakMap<Forward, (module: Module) => ForwardSignature>();

/** Has calls of a module's `forward` checked before it runs. */
export function declareForward(forward: Forward, signature: (module: Module) => ForwardSignature): void {
  signatures.set(forward, signature);
}

/**
 * Runs a module's `forward` on inputs in their order or by name. Throws for a wrong number of them, as Python does, where
 * `forward` is one of PyTorch's own: what a script's takes is for the script to say.
 */
export function runForward(module: Module, args: readonly unknown[]): unknown {
  const { forward } = module;
  const signature = signatures.get(forward)?.(module);
  return Reflect.apply(forward, module, signature === undefined ? args : inOrder(signature, args));
}

function inOrder(
  { owner, names, required, takesObjects }: ForwardSignature,
  args: readonly unknown[],
): readonly unknown[] {
  let count = args.length;
  while (count > 0 && args[count - 1] === undefined) count--;
  const last = args[count - 1];
  const named = !takesObjects && isOptions(last) ? last : {};
  if (named === last) count--;
  const op = `${owner}.forward`;
  if (count > names.length) throw errors.forwardCount(op, required, names.length, count);
  const inputs = args.slice(0, count);
  for (const [name, value] of Object.entries(named)) {
    const place = names.indexOf(name);
    if (place < 0) throw errors.unknownOption(op, name, nearest(name, names), names);
    if (inputs[place] !== undefined) throw errors.repeatedArgument(op, name);
    inputs[place] = value;
  }
  const missing = names.slice(0, required).filter((_, place) => inputs[place] === undefined);
  if (missing.length > 0) throw errors.forwardWithout(op, missing);
  return inputs;
}
