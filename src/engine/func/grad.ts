import { functionArgument } from "../autograd/removableHandle.js";
import { booleanArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { inGradMode } from "../autograd/gradMode.js";
import { disable_saved_tensors_hooks } from "../autograd/savedTensorHooks.js";
import * as errors from "../errors.js";
import { isPair } from "../isPair.js";
import { callUserCode } from "../observer.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { placesOf, withArguments, type Argnums, type ArgumentAt, type ArgumentsAt } from "./argnums.js";
import { differentiated, gradientsOrZeros, result } from "./differentiation.js";
import { transforming } from "./transform.js";
import { mapTree, treeOf } from "./trees.js";

export interface GradTransformOptions {
  /** Which arguments are differentiated: one by its place, or several. */
  readonly argnums?: Argnums;
  /** Whether the function gives `[output, aux]`, of which aux is passed on. */
  readonly has_aux?: boolean;
}

/** Any function of tensors, alone or in arrays and plain objects. */
export type AnyFunction = (...args: never[]) => unknown;

type Scalar<Arguments extends readonly unknown[]> = (...args: Arguments) => Tensor;
type ScalarAndAux<Arguments extends readonly unknown[], Aux> = (...args: Arguments) => readonly [Tensor, Aux];

/**
 * A function that gives the gradient of a function by its first argument, or by those of `argnums`; tensors may stand in
 * arrays and plain objects. It can be nested. Throws, when called, for a function that gives anything but one 0-d tensor,
 * and for inputs that are no floating-point tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html
 */
export function grad<Arguments extends readonly unknown[], Aux>(
  func: ScalarAndAux<Arguments, Aux>,
  options: GradTransformOptions & { readonly has_aux: true },
): (...args: Arguments) => [ArgumentAt<Arguments, 0>, Aux];
export function grad<Arguments extends readonly unknown[], const Places extends readonly number[]>(
  func: Scalar<Arguments>,
  argnums: Places | { readonly argnums: Places },
): (...args: Arguments) => ArgumentsAt<Arguments, Places>;
export function grad<Arguments extends readonly unknown[], Place extends number = 0>(
  func: Scalar<Arguments>,
  argnums?: Place | { readonly argnums?: Place },
): (...args: Arguments) => ArgumentAt<Arguments, Place>;
export function grad(func: AnyFunction, ...args: unknown[]): AnyFunction {
  const named = byName(grad, "grad(func, argnums, has_aux)", arguments);
  if (named !== null) return named.result;
  functionArgument("grad", func, "func");
  const both = grad_and_value(func as Scalar<never>, ...(args as []));
  const hasAux = settingsOf("grad", args).hasAux;
  return (...inputs: never[]) => {
    const [gradients, value] = (both as AnyFunction)(...inputs) as readonly [unknown, unknown];
    return hasAux ? [gradients, (value as readonly unknown[])[1]] : gradients;
  };
}

/**
 * As `grad`, but its function gives the gradient and the value: `[gradient, value]`, with `has_aux`
 * `[gradient, [value, aux]]`. Throws as `grad` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.grad_and_value.html
 */
export function grad_and_value<Arguments extends readonly unknown[], Aux>(
  func: ScalarAndAux<Arguments, Aux>,
  options: GradTransformOptions & { readonly has_aux: true },
): (...args: Arguments) => [ArgumentAt<Arguments, 0>, [Tensor, Aux]];
export function grad_and_value<Arguments extends readonly unknown[], const Places extends readonly number[]>(
  func: Scalar<Arguments>,
  argnums: Places | { readonly argnums: Places },
): (...args: Arguments) => [ArgumentsAt<Arguments, Places>, Tensor];
export function grad_and_value<Arguments extends readonly unknown[], Place extends number = 0>(
  func: Scalar<Arguments>,
  argnums?: Place | { readonly argnums?: Place },
): (...args: Arguments) => [ArgumentAt<Arguments, Place>, Tensor];
export function grad_and_value(func: AnyFunction, ...args: unknown[]): AnyFunction {
  const named = byName(grad_and_value, "grad_and_value(func, argnums, has_aux)", arguments);
  if (named !== null) return named.result;
  functionArgument("grad_and_value", func, "func");
  const { argnums, hasAux } = settingsOf("grad_and_value", args);
  return (...inputs: readonly unknown[]) => {
    const places = placesOf(argnums, inputs.length);
    return disable_saved_tensors_hooks(errors.hooksInTransform, () =>
      gradientAndValue(func, inputs, places, argnums, hasAux),
    );
  };
}

function gradientAndValue(
  func: AnyFunction,
  inputs: readonly unknown[],
  places: readonly number[],
  argnums: Argnums,
  hasAux: boolean,
): unknown {
  const wanted = treeOf(places.map((place) => inputs[place]));
  const { variables, gradients, output, aux } = transforming((transform) =>
    inGradMode(true, () => {
      const variables = wanted.leaves.map((leaf) => differentiated(transform, leaf));
      const given = withArguments(inputs, places, wanted.rebuild(variables) as readonly unknown[]);
      const returned: unknown = callUserCode(() => func(...(given as never[])));
      const [output, aux] = hasAux ? pairOf(returned, "grad_and_value(f)(*args)") : [returned, null];
      if (!isTensor(output)) throw errors.gradOfNoTensor(output);
      if (output.ndim !== 0) throw errors.gradOfNoScalar(output.ndim);
      const gradients = gradientsOrZeros([output], variables, null, { create_graph: true });
      return { variables, gradients, output, aux };
    }),
  );
  const outside = gradients.map((gradient) => result(gradient, variables));
  const gradient = wanted.rebuild(outside) as readonly unknown[];
  const value = result(output, variables);
  return [typeof argnums === "number" ? gradient[0] : gradient, hasAux ? [value, auxOutside(aux, variables)] : value];
}

/** What a function with `has_aux` gives. */
export function pairOf(returned: unknown, api: string): readonly [unknown, unknown] {
  if (!isPair(returned)) throw errors.noAux(api);
  return returned;
}

export function auxOutside(aux: unknown, inputs: readonly Tensor[]): unknown {
  return mapTree(aux, (leaf) => {
    if (!isTensor(leaf)) throw errors.unsupportedAux(leaf);
    return result(leaf, inputs);
  });
}

function settingsOf(api: string, args: readonly unknown[]): { readonly argnums: Argnums; readonly hasAux: boolean } {
  const { argnums = 0, has_aux } = readArguments<GradTransformOptions>(api, ["argnums", "has_aux"], args);
  return { argnums, hasAux: booleanArgument(api, "has_aux", has_aux, false) };
}
