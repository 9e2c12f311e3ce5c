import { functionArgument } from "../autograd/removableHandle.js";
import { booleanArgument, isOptions } from "../arguments.js";
import { inGradMode, is_grad_enabled } from "../autograd/gradMode.js";
import { disable_saved_tensors_hooks } from "../autograd/savedTensorHooks.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { placesOf, withArguments, type Argnums } from "./argnums.js";
import { differentiated, gradientsOrZeros, result } from "./differentiation.js";
import { auxOutside, pairOf, type AnyFunction } from "./grad.js";
import { transforming } from "./transform.js";
import { treeOf, type Tree } from "./trees.js";

/** Gives the products of cotangents, which have the outputs' structure, with the Jacobian: one for each primal. */
export type PullBack<Outputs = unknown, Primals = unknown> = (
  cotangents: Outputs,
  retain_graph?: boolean,
  create_graph?: boolean | null,
) => Primals;

/** With aux, which the function gives behind its outputs. */
export function vjp<Primals extends unknown[], Outputs, Aux>(
  func: (...primals: Primals) => readonly [Outputs, Aux],
  ...primals: [...Primals, { readonly has_aux: true }]
): [outputs: Outputs, pull: PullBack<Outputs, Primals>, aux: Aux];
/**
 * The function's outputs and a function for products with its Jacobian: `const [y, pull] = vjp(f, x); const [g] = pull(v)`.
 * With `{ has_aux: true }` at the end, the function gives `[outputs, aux]` and this `[outputs, pull, aux]`. Throws for
 * inputs and outputs that are no floating-point tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.vjp.html
 */
export function vjp<Primals extends unknown[], Outputs>(
  func: (...primals: Primals) => Outputs,
  ...primals: Primals
): [outputs: Outputs, pull: PullBack<Outputs, Primals>];
export function vjp(func: AnyFunction, ...primals: unknown[]): [outputs: unknown, pull: PullBack, aux?: unknown] {
  const last = primals.at(-1);
  // A plain object is data, unless it says this and nothing else.
  const isOption = isOptions(last) && typeof last["has_aux"] === "boolean" && Object.keys(last).length === 1;
  const hasAux = isOption && booleanArgument("vjp", "has_aux", last["has_aux"], false);
  const given = isOption ? primals.slice(0, -1) : primals;
  const { outputs, pull, aux } = pullBack(func, given, null, hasAux);
  const results = outputs.rebuild(outputs.leaves);
  return hasAux ? [results, pull, aux] : [results, pull];
}

/** A function's outputs at a place, and its products with cotangents. */
export interface PulledBack {
  readonly outputs: Tree;
  readonly pull: PullBack;
  readonly aux: unknown;
}

/** `argnums` is null for all arguments; the products then stand in an array. */
export function pullBack(
  func: AnyFunction,
  inputs: readonly unknown[],
  argnums: Argnums | null,
  hasAux: boolean,
): PulledBack {
  const api = "vjp(f, *primals)";
  functionArgument("vjp", func, "func");
  const places = argnums === null ? inputs.map((_, i) => i) : placesOf(argnums, inputs.length);
  const wanted = treeOf(places.map((place) => inputs[place]));
  const inside = (): { variables: readonly Tensor[]; output: unknown; aux: unknown } =>
    transforming((transform) =>
      inGradMode(true, () => {
        const variables = wanted.leaves.map((leaf) => differentiated(transform, leaf));
        const given = withArguments(inputs, places, wanted.rebuild(variables) as readonly unknown[]);
        const returned: unknown = callUserCode(() => func(...(given as never[])));
        const [output, aux] = hasAux ? pairOf(returned, api) : [returned, null];
        return { variables, output, aux };
      }),
    );
  const { variables, output, aux } = disable_saved_tensors_hooks(errors.hooksInTransform, inside);
  const tree = treeOf(output);
  const roots = tensorsOf(tree, api);
  for (const { dtype } of roots) if (!dtype.is_floating_point) throw errors.outputNotFloating(String(dtype));

  const pull: PullBack = (cotangents, retain_graph = true, create_graph = null) => {
    const given = treeOf(cotangents);
    if (given.structure !== tree.structure) throw errors.cotangentStructure(given.structure, tree.structure);
    const options = { retain_graph, create_graph: create_graph ?? is_grad_enabled() };
    const products = gradientsOrZeros(roots, variables, given.leaves as readonly Tensor[], options);
    const all = wanted.rebuild(products.map((product) => result(product, variables))) as readonly unknown[];
    return typeof argnums === "number" ? all[0] : all;
  };
  const outputs = { ...tree, leaves: roots.map((root) => result(root, variables)) };
  return { outputs, pull, aux: hasAux ? auxOutside(aux, variables) : null };
}

/** What a transformed function gives. Throws for anything but tensors, and for nothing. */
export function tensorsOf({ leaves }: Tree, api: string): readonly Tensor[] {
  if (leaves.length === 0 || (leaves.length === 1 && (leaves[0] ?? null) === null))
    throw errors.emptyOutput(api, leaves.length === 0 ? "[]" : "[None]");
  for (const leaf of leaves) if (!isTensor(leaf)) throw errors.outputOfNoTensors(api, leaf);
  return leaves as readonly Tensor[];
}
