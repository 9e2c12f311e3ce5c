import { booleanArgument, readArguments } from "../arguments.js";
import { deviceArgument } from "../device.js";
import { missingArgument } from "../errors.js";
import type { StateDict } from "../nn/module/stateDict.js";
import { pathArgument, readBytes, writeBytes } from "./fileAccess.js";
import { parseSafetensors } from "./safetensors.js";
import { contentsOf, valueOf } from "./structure.js";
import { formatSafetensors } from "./writeSafetensors.js";

/** What is given to `torch.load` by name. */
export interface LoadFileOptions {
  /** The CPU, which is all there is. */
  readonly map_location?: "cpu" | null;
  /** Nothing but data is ever read, either way. */
  readonly weights_only?: boolean | null;
}

/**
 * Writes an object as a safetensors file, which Python's `safetensors` reads: tensors of any shape and dtype, numbers,
 * strings, booleans, null, and arrays and plain objects of these, such as the state dicts of modules, optimizers and
 * schedulers. An object of tensors alone is a plain safetensors file with its keys for names; the structure of any other is in the file's
 * metadata. A relative path counts from the folder of the script that was run. Tensors are written with their numbers
 * only, each by itself: `requires_grad` and shared storage are not kept. Throws a TypeError that gives the path of what
 * cannot be saved before anything is written, and an error that says why a file cannot be written.
 * https://docs.pytorch.org/docs/stable/generated/torch.save.html
 */
export function save(obj: unknown, f: string): void;
export function save(...args: readonly unknown[]): void {
  const given = readArguments<{ obj: unknown; f: string }>("save", ["obj", "f"], args);
  if (!Object.hasOwn(given, "obj")) throw missingArgument("save", "obj");
  if (given.f === undefined) throw missingArgument("save", "f");
  const path = pathArgument("save", given.f);
  writeBytes("save", path, formatSafetensors(contentsOf(given.obj)));
}

/**
 * What `torch.save` wrote, or the tensors of any safetensors file by their names: `model.load_state_dict(torch.load("model.safetensors"))`.
 * The tensors are new leaves without gradient, of the file's dtypes; float16 and bfloat16 come as float32, int8, int16 and
 * uint16 as int32, uint32 and uint64 as int64: each as the smallest dtype that holds all its values exactly. A relative path counts from
 * the folder of the script that was run. Throws a FileNotFoundError, and for a file that is damaged or of another kind an
 * error that says what is wrong and where; also for integers beyond 2^53. Pickles (Python's `.pt`) are refused.
 * https://docs.pytorch.org/docs/stable/generated/torch.load.html
 */
export function load<Saved = StateDict>(f: string, options?: LoadFileOptions): Saved;
export function load(...args: readonly unknown[]): unknown {
  const given = readArguments<LoadFileOptions & { f: string }>("load", ["f", "map_location", "weights_only"], args);
  if (given.f === undefined) throw missingArgument("load", "f");
  deviceArgument("load", given.map_location);
  booleanArgument("load", "weights_only", given.weights_only, true);
  const bytes = readBytes("load", given.f);
  return valueOf(given.f, parseSafetensors(given.f, bytes));
}
