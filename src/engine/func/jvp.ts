import { functionArgument } from "../autograd/removableHandle.js";
import { booleanArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { enterLevel, exitLevel } from "../autograd/dualLevel.js";
import { dualOf, primalAt } from "../autograd/forwardAd.js";
import { tangentAt } from "../autograd/tangents.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { withArguments } from "./argnums.js";
import { batchLevel, mappedAs } from "./batchLevel.js";
import { auxOutside, pairOf, type AnyFunction } from "./grad.js";
import { transforming } from "./transform.js";
import { mapTree, treeOf, type Tree } from "./trees.js";
import { tensorsOf } from "./vjp.js";

export interface JvpOptions {
  /** Throws for an output that does not depend on the inputs, rather than give zeros. */
  readonly strict?: boolean;
  /** Whether the function gives `[outputs, aux]`, of which aux is passed on. */
  readonly has_aux?: boolean;
}

const api = "jvp(f, primals, tangents)";

/** With aux, which the function gives behind its outputs. */
export function jvp<Primals extends unknown[], Outputs, Aux>(
  func: (...primals: Primals) => readonly [Outputs, Aux],
  primals: readonly [...Primals],
  tangents: readonly [...Primals],
  options: JvpOptions & { readonly has_aux: true },
): [outputs: Outputs, tangents: Outputs, aux: Aux];
/**
 * The function's outputs and their derivatives along the tangents: `const [y, t] = jvp(f, [x], [v])`, with `has_aux`
 * `[y, t, aux]`. It can be nested. Throws unless primals and tangents are arrays of the same structure, of tensors of the
 * same shapes.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.jvp.html
 */
export function jvp<Primals extends unknown[], Outputs>(
  func: (...primals: Primals) => Outputs,
  primals: readonly [...Primals],
  tangents: readonly [...Primals],
  options?: JvpOptions,
): [outputs: Outputs, tangents: Outputs];
export function jvp(func: AnyFunction, primals: unknown, tangents: unknown, ...args: unknown[]): unknown {
  const named = byName(jvp, "jvp(func, primals, tangents, *, strict, has_aux)", arguments);
  if (named !== null) return named.result;
  functionArgument("jvp", func, "func");
  const { strict, has_aux } = readArguments<JvpOptions>("jvp", ["strict", "has_aux"], args);
  if (!Array.isArray(primals)) throw errors.primalsNoTuple();
  const hasAux = booleanArgument("jvp", "has_aux", has_aux, false);
  const all = primals.map((_, i) => i);
  const pushed = pushForward(func, primals, all, tangents, {
    hasAux,
    strict: booleanArgument("jvp", "strict", strict, false),
  });
  const [outputs, products] = [pushed.outputs.rebuild(pushed.outputs.leaves), pushed.outputs.rebuild(pushed.tangents)];
  return hasAux ? [outputs, products, pushed.aux] : [outputs, products];
}

/** A function's outputs and their derivatives. */
export interface PushedForward {
  readonly outputs: Tree;
  readonly tangents: readonly Tensor[];
  readonly aux: unknown;
}

/** The derivatives along tangents of the arguments in these places. */
export function pushForward(
  func: AnyFunction,
  inputs: readonly unknown[],
  places: readonly number[],
  tangents: unknown,
  { hasAux, strict }: { readonly hasAux: boolean; readonly strict: boolean },
): PushedForward {
  const primals = treeOf(places.map((place) => inputs[place]));
  const directions = treeOf(tangents);
  if (primals.structure !== directions.structure) throw errors.tangentStructure(primals.spec(), directions.spec());
  const [points, vectors] = [only(primals, "primals"), only(directions, "tangents")];
  return transforming(() => {
    const level = enterLevel();
    try {
      points.forEach(checkFloating("primal"));
      vectors.forEach(checkFloating("tangent"));
      // Tangents are written in place with their primals.
      const along = (i: number): Tensor => (batchLevel === null ? vectors[i]! : mappedAs(vectors[i]!, points[i]!));
      const duals = points.map((point, i) => dualOf(level, point, along(i)));
      const given = withArguments(inputs, places, primals.rebuild(duals) as readonly unknown[]);
      const returned: unknown = callUserCode(() => func(...(given as never[])));
      const [output, aux] = hasAux ? pairOf(returned, api) : [returned, null];
      const tree = treeOf(output);
      const results = tensorsOf(tree, api);
      const products = results.map((each) => {
        const tangent = tangentAt(level, each);
        if (tangent === null && strict) throw errors.strictWithoutTangent();
        return tangent ?? contiguousZeros(each);
      });
      const primalOutputs = results.map((each) => primalAt(level, each));
      const auxOutput = hasAux ? mapTree(auxOutside(aux, []), (leaf) => primalAt(level, leaf as Tensor)) : null;
      return { outputs: { ...tree, leaves: primalOutputs }, tangents: products, aux: auxOutput };
    } finally {
      exitLevel();
    }
  });
}

function checkFloating(part: "primal" | "tangent"): (tensor: Tensor) => void {
  return ({ dtype }) => {
    if (!dtype.is_floating_point) throw errors.dualOfWrongDtype(part, String(dtype));
  };
}

function only({ leaves }: Tree, what: "primals" | "tangents"): readonly Tensor[] {
  if (leaves.length === 0) throw errors.noTensorsIn(what);
  for (const leaf of leaves) if (!isTensor(leaf)) throw errors.notOnlyTensorsIn(what, leaf);
  return leaves as readonly Tensor[];
}
