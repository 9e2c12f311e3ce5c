import { columnsOf } from "../autograd/functional/jacobian.js";
import { functionArgument } from "../autograd/removableHandle.js";
import { booleanArgument, integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { default_generator } from "../random/generator.js";
import { stack } from "../ops/indexing.js";
import { elementCount } from "../shape.js";
import { contiguousZeros, emptyTensor, isTensor, unitLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { placesOf, type Argnums, type ArgumentAt, type ArgumentsAt } from "./argnums.js";
import type { AnyFunction } from "./grad.js";
import { atBatchLevel, batchLevel, BatchLevel, type Randomness } from "./batchLevel.js";
import { pushForward, type PushedForward } from "./jvp.js";
import { treeOf } from "./trees.js";
import { pullBack } from "./vjp.js";

export interface JacrevOptions {
  /** Which arguments are differentiated: one by its place, or several. */
  readonly argnums?: Argnums;
  /** Whether the function gives `[outputs, aux]`, of which aux is passed on. */
  readonly has_aux?: boolean;
  /** Taken for PyTorch's sake: rows are computed one after the other here. */
  readonly chunk_size?: number | null;
}

export interface JacfwdOptions {
  /** Which arguments to differentiate with respect to; the first one unless given. */
  readonly argnums?: Argnums;
  /** Whether the function returns a second value that is handed through; false unless given. */
  readonly has_aux?: boolean;
  /** What random numbers do: they are refused, differ from column to column, or are the same for all. */
  readonly randomness?: Randomness;
}

/** The outputs' structure, and in the place of each tensor that of the argument by which they are differentiated. */
export type JacobianOf<Arguments extends readonly unknown[], Outputs, Place extends number = 0> = Nested<
  Outputs,
  ArgumentAt<Arguments, Place>
>;

type Nested<Outputs, Argument> = Outputs extends Tensor
  ? Argument extends Tensor
    ? Tensor
    : Argument
  : Outputs extends object
    ? { -readonly [Key in keyof Outputs]: Nested<Outputs[Key], Argument> }
    : unknown;

/**
 * A function that gives the Jacobian of a function by its first argument, or by those of `argnums`, by backward, row by
 * row: for an output of shape [m] and an input of shape [n], a tensor [m, n]. Throws as `vjp` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.jacrev.html
 */
export function jacrev<Arguments extends readonly unknown[], Outputs, Aux>(
  func: (...args: Arguments) => readonly [Outputs, Aux],
  options: JacrevOptions & { readonly has_aux: true },
): (...args: Arguments) => [JacobianOf<Arguments, Outputs>, Aux];
export function jacrev<Arguments extends readonly unknown[], Outputs, const Places extends readonly number[]>(
  func: (...args: Arguments) => Outputs,
  argnums: Places | { readonly argnums: Places },
): (...args: Arguments) => Nested<Outputs, ArgumentsAt<Arguments, Places>>;
export function jacrev<Arguments extends readonly unknown[], Outputs, Place extends number = 0>(
  func: (...args: Arguments) => Outputs,
  argnums?: Place | (JacrevOptions & { readonly argnums?: Place }),
  options?: JacrevOptions,
): (...args: Arguments) => JacobianOf<Arguments, Outputs, Place>;
export function jacrev(func: AnyFunction, ...args: unknown[]): AnyFunction {
  const named = byName(jacrev, "jacrev(func, argnums, *, has_aux, chunk_size)", arguments);
  if (named !== null) return named.result;
  functionArgument("jacrev", func, "func");
  const names = ["argnums", "has_aux", "chunk_size"] as const;
  const { argnums = 0, has_aux, chunk_size } = readArguments<JacrevOptions>("jacrev", names, args);
  const hasAux = booleanArgument("jacrev", "has_aux", has_aux, false);
  if (typeof chunk_size === "number" && integerArgument("jacrev", "chunk_size", chunk_size) <= 0)
    throw errors.chunkSizeNotPositive("jacrev");
  return (...inputs: readonly unknown[]) => {
    const { outputs, pull, aux } = pullBack(func, inputs, argnums, hasAux);
    const primals = treeOf(placesOf(argnums, inputs.length).map((place) => inputs[place]));
    const tensors = outputs.leaves as readonly Tensor[];
    const blocks = tensors.map((output, o) => {
      const rows = Array.from({ length: output.numel() }, (_, j) => {
        const cotangents = tensors.map((other, i) => (i === o ? unitLike(other, j) : contiguousZeros(other)));
        const products = pull(outputs.rebuild(cotangents));
        return treeOf(typeof argnums === "number" ? [products] : products).leaves as readonly Tensor[];
      });
      const parts = (primals.leaves as readonly Tensor[]).map((input, i) => {
        const shape = [...output.shape, ...input.shape];
        return rows.length === 0 ? emptyTensor(shape, input.dtype) : stack(rows.map((row) => row[i]!)).reshape(shape);
      });
      return alike(primals.rebuild(parts), argnums);
    });
    const jacobian = outputs.rebuild(blocks);
    return hasAux ? [jacobian, aux] : jacobian;
  };
}

/**
 * As `jacrev`, by forward mode, column by column. Throws as `jvp` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.jacfwd.html
 */
export function jacfwd<Arguments extends readonly unknown[], Outputs, Aux>(
  func: (...args: Arguments) => readonly [Outputs, Aux],
  options: JacfwdOptions & { readonly has_aux: true },
): (...args: Arguments) => [JacobianOf<Arguments, Outputs>, Aux];
export function jacfwd<Arguments extends readonly unknown[], Outputs, const Places extends readonly number[]>(
  func: (...args: Arguments) => Outputs,
  argnums: Places | { readonly argnums: Places },
): (...args: Arguments) => Nested<Outputs, ArgumentsAt<Arguments, Places>>;
export function jacfwd<Arguments extends readonly unknown[], Outputs, Place extends number = 0>(
  func: (...args: Arguments) => Outputs,
  argnums?: Place | (JacfwdOptions & { readonly argnums?: Place }),
  has_aux?: boolean | JacfwdOptions,
  options?: JacfwdOptions,
): (...args: Arguments) => JacobianOf<Arguments, Outputs, Place>;
export function jacfwd(func: AnyFunction, ...args: unknown[]): AnyFunction {
  const named = byName(jacfwd, "jacfwd(func, argnums, has_aux, *, randomness)", arguments);
  if (named !== null) return named.result;
  functionArgument("jacfwd", func, "func");
  const names = ["argnums", "has_aux", "randomness"] as const;
  const { argnums = 0, has_aux, randomness = "error" } = readArguments<JacfwdOptions>("jacfwd", names, args);
  if (!["error", "different", "same"].includes(randomness)) throw errors.unknownRandomness(randomness);
  const hasAux = booleanArgument("jacfwd", "has_aux", has_aux, false);
  return (...inputs: readonly unknown[]) => {
    const places = placesOf(argnums, inputs.length);
    const primals = treeOf(places.map((place) => inputs[place]));
    for (const leaf of primals.leaves) if (!isTensor(leaf)) throw errors.notOnlyTensorsIn("primals", leaf);
    const tensors = primals.leaves as readonly Tensor[];
    const columnOf = asOftenAs(randomness);
    const along = (directions: readonly Tensor[]): PushedForward =>
      columnOf(() => pushForward(func, inputs, places, primals.rebuild(directions), { hasAux, strict: false }));
    const columns = tensors.map((input, i) =>
      Array.from({ length: elementCount(input.shape) }, (_, j) =>
        along(tensors.map((other, k) => (k === i ? unitLike(other, j) : contiguousZeros(other)))),
      ),
    );
    const { outputs, aux } = columns.flat()[0] ?? along(tensors.map(contiguousZeros));
    const blocks = (outputs.leaves as readonly Tensor[]).map((output, o) => {
      const parts = tensors.map((input, i) =>
        columnsOf(
          columns[i]!.map(({ tangents }) => tangents[o]!),
          output,
          input,
        ),
      );
      return alike(primals.rebuild(parts), argnums);
    });
    const jacobian = outputs.rebuild(blocks);
    return hasAux ? [jacobian, aux] : jacobian;
  };
}

/** What calls the function once for each column: with random numbers refused, new for each, or the same for all. */
function asOftenAs(randomness: Randomness): <Result>(column: () => Result) => Result {
  if (randomness === "different") return (column) => column();
  // Nothing is mapped over here, but the level refuses to draw.
  if (randomness === "error") return (column) => atBatchLevel(new BatchLevel(batchLevel, 0, "error"), column);
  const state = default_generator.get_state();
  return (column) => {
    default_generator.set_state(state);
    return column();
  };
}

/**
 * A function that gives the second derivatives of a function: forward mode through backward.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.hessian.html
 */
export function hessian<Arguments extends readonly unknown[], Outputs, const Places extends readonly number[]>(
  func: (...args: Arguments) => Outputs,
  argnums: Places,
): (...args: Arguments) => Nested<Nested<Outputs, ArgumentsAt<Arguments, Places>>, ArgumentsAt<Arguments, Places>>;
export function hessian<Arguments extends readonly unknown[], Outputs, Place extends number = 0>(
  func: (...args: Arguments) => Outputs,
  argnums?: Place,
): (...args: Arguments) => JacobianOf<Arguments, JacobianOf<Arguments, Outputs, Place>, Place>;
export function hessian(func: AnyFunction, argnums: Argnums = 0): AnyFunction {
  const named = byName(hessian, "hessian(func, argnums)", arguments);
  if (named !== null) return named.result;
  functionArgument("hessian", func, "func");
  const slopes = jacrev(func as (...args: unknown[]) => unknown, argnums as number);
  return jacfwd(slopes, argnums as number);
}

function alike(parts: unknown, argnums: Argnums): unknown {
  return typeof argnums === "number" ? (parts as readonly unknown[])[0] : parts;
}
