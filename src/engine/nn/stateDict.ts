import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { sameShape } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** Tensors by their names in a module. */
export type StateDict = Readonly<Record<string, Tensor>>;

/** The names that did not match. */
export interface LoadResult {
  readonly missing_keys: readonly string[];
  readonly unexpected_keys: readonly string[];
}

/** Copies numbers into the tensors of the same names. All that does not fit is told in one error. */
export function loadStateDict(
  module: string,
  targets: readonly (readonly [string, Tensor])[],
  source: Readonly<Record<string, unknown>>,
  strict: boolean,
): LoadResult {
  const problems: string[] = [];
  const names = new Set(targets.map(([name]) => name));
  const missing_keys = [...names].filter((name) => !Object.hasOwn(source, name));
  const unexpected_keys = Object.keys(source).filter((name) => !names.has(name));
  if (strict && missing_keys.length > 0) problems.push(`Missing key(s) in state_dict: ${quoted(missing_keys)}. `);
  if (strict && unexpected_keys.length > 0)
    problems.push(`Unexpected key(s) in state_dict: ${quoted(unexpected_keys)}. `);
  for (const [name, target] of targets) {
    if (!Object.hasOwn(source, name)) continue;
    const given = source[name];
    if (!isTensor(given)) problems.push(errors.entryOfWrongKind(name, given));
    else if (!sameShape(given.shape, target.shape)) problems.push(errors.sizeMismatch(name, given.shape, target.shape));
    else inGradMode(false, () => target.copy_(given));
  }
  if (problems.length > 0) throw errors.stateDictMismatch(module, problems);
  return { missing_keys, unexpected_keys };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
