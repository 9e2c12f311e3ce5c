import { isOptions, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";

/** Which of PyTorch's implementations of a step is asked for. All give the same numbers; here there is one. */
export interface ForeachOptions {
  /** Has no effect on the result: how PyTorch works through the parameters. */
  readonly foreach?: boolean | null;
}

/** What an optimizer with PyTorch's usual implementations takes. */
export interface ImplementationOptions extends ForeachOptions {
  /** Whether the step itself can be differentiated. Not supported: must be false. */
  readonly differentiable?: boolean;
}

/** For steps that CUDA records as a graph. As in PyTorch, a step on the CPU refuses it. */
export interface CapturableOptions extends ImplementationOptions {
  /** Is for a GPU's graphs: where it is true, a step throws, for parameters are on the CPU. False unless given. */
  readonly capturable?: boolean;
}

export interface FusedOptions extends ImplementationOptions {
  /** Has no effect on the result: whether PyTorch's step is one kernel. */
  readonly fused?: boolean | null;
}

/**
 * An optimizer's settings as they were given, in PyTorch's order or by name in one final object, with the defaults, which
 * stand in PyTorch's order. Throws for more than `positional` settings without a name and for values of another kind than
 * the default.
 */
export function readSettings<Options extends object>(
  optimizer: string,
  defaults: Options,
  positional: number,
  given: readonly unknown[],
  params: unknown,
): Options {
  const args = isOptions(params) ? [withoutParams(params), ...given] : [...given];
  while (args.length > 0 && args.at(-1) === undefined) args.pop();
  const inOrder = args.length - (isOptions(args.at(-1)) ? 1 : 0);
  // Python counts the object itself and the parameters as well.
  if (inOrder > positional) throw errors.tooManyArguments(`${optimizer}.__init__`, positional + 2, inOrder + 2);
  const names = Object.keys(defaults) as (keyof Options & string)[];
  const settings = readArguments<Options>(`${optimizer}.__init__`, names, args);
  checkKinds(optimizer, settings, defaults);
  const read = { ...defaults, ...settings };
  refuseCombinations(read);
  return read;
}

function withoutParams({ params: _params, ...settings }: Readonly<Record<string, unknown>>): object {
  return settings;
}

/** Throws for a setting of another kind than its default: text for a number, a number for a pair. */
export function checkKinds(optimizer: string, settings: object, defaults: object): void {
  for (const [name, value] of Object.entries(settings)) {
    const expected = kindOf(Reflect.get(defaults, name));
    if (expected === null || expected.fits(value) || (name === "lr" && isTensor(value))) continue;
    throw errors.wrongArgument(optimizer, name, expected.name, value);
  }
}

interface Kind {
  readonly name: string;
  fits(value: unknown): boolean;
}

/** Null where the default is None, and for settings that are the script's own. */
function kindOf(value: unknown): Kind | null {
  if (typeof value === "number") return { name: "float", fits: (given) => typeof given === "number" };
  if (typeof value === "boolean") return { name: "bool", fits: (given) => typeof given === "boolean" };
  if (!Array.isArray(value)) return null;
  const { length } = value;
  return {
    name: `tuple of ${length} floats`,
    fits: (given) =>
      Array.isArray(given) &&
      given.length === length &&
      given.every((item, i) => typeof item === "number" || (item === null && value[i] === null)),
  };
}

function refuseCombinations({ foreach, fused, differentiable, lr }: Readonly<Record<string, unknown>>): void {
  if (isTensor(lr) && lr.numel() !== 1) throw errors.settingOfManyElements("lr");
  if (fused === true && differentiable === true) throw errors.fusedAndDifferentiable();
  if (fused === true && foreach === true) throw errors.fusedAndForeach();
  if (differentiable === true) throw errors.differentiableOptimizer();
}
