import * as torch from "../../../src/engine/index.js";
import { spelledCall } from "./oracleCall.js";
import type { OracleCase } from "./oracleSchema.js";
import { Arguments } from "./oracleValues.js";
import { spread } from "./sampleOperands.js";

type Tensor = torch.Tensor;

/** The derivative along a direction, by the gradients and by differences. */
interface Slopes {
  readonly slope: number;
  readonly quotient: number;
  readonly agree: boolean;
}

/**
 * Compares the gradients of a call's float64 arguments with the difference quotient along one direction. Gives null where
 * there is nothing to compare: no history, numbers that are not finite or too large, or a kink, where the quotients of the
 * two sides are not the same; else what the two are.
 */
export function slopesOf(oracle: OracleCase): Slopes | null {
  const leaves = new Map<string, Tensor>();
  let greatest = 0;
  const root = sumOf(oracle, (tensor, path) => {
    if (tensor.numel() > 0) greatest = Math.max(greatest, tensor.to(torch.float64).detach().abs().max().item());
    if (tensor.dtype !== torch.float64 || tensor.numel() === 0) return tensor;
    leaves.set(path, tensor.requires_grad_());
    // In-place ops refuse leaves.
    return tensor.clone();
  });
  if (leaves.size === 0 || !root?.requires_grad || !Number.isFinite(root.item())) return null;
  const gradients = torch.autograd.grad(root, [...leaves.values()], { allow_unused: true, create_graph: true });
  const directions = new Map(
    [...leaves].map(([path, { shape }], k) => [path, spread(shape, k + 9, -1, 1, torch.float64)]),
  );
  const moved = (t: number): number =>
    torch.no_grad(() => {
      const along = (tensor: Tensor, path: string): Tensor => {
        const direction = directions.get(path);
        return direction === undefined ? tensor : tensor.detach().add(direction.mul(t));
      };
      return sumOf(oracle, along)?.item() ?? NaN;
    });
  const quotient = greatest <= 1e5 ? quotientOf(moved) : null;
  // Rounding of large numbers drowns small slopes.
  if (quotient === null || Math.abs(root.item()) > 1e5 * (1 + Math.abs(quotient))) return null;
  const slope = [...directions.values()]
    .map((direction, i) => gradients[i]?.mul(direction).sum().item() ?? 0)
    .reduce((a, b) => a + b);
  return { slope, quotient, agree: near(slope, quotient, 1e-4) };
}

/** The results of a call, weighted and summed up; null if none of them is of float64. */
function sumOf(oracle: OracleCase, placed: (tensor: Tensor, path: string) => Tensor): Tensor | null {
  torch.manual_seed(1);
  const result = spelledCall(oracle, new Arguments(oracle.dtype, placed))();
  const isMany = typeof result === "object" && result !== null && Symbol.iterator in result;
  const results: readonly unknown[] =
    result instanceof torch.Tensor ? [result] : isMany ? [...(result as Iterable<unknown>)] : [];
  const outputs = results.filter((output) => output instanceof torch.Tensor && output.dtype === torch.float64);
  return (outputs as readonly Tensor[])
    .map((output, k) => output.mul(spread(output.shape, k + 5, 0.5, 1.5, torch.float64)).sum())
    .reduce<Tensor | null>((sum, term) => sum?.add(term) ?? term, null);
}

/** The difference quotient at 0; null at a kink. */
function quotientOf(f: (t: number) => number): number | null {
  const here = f(0);
  const [wide, narrow] = [1e-5, 5e-6].map((step) => [(f(step) - here) / step, (here - f(-step)) / step] as const);
  const [above, below] = wide!;
  if (![...wide!, ...narrow!].every(Number.isFinite)) return null;
  const [quotient, again] = [(above + below) / 2, (narrow![0] + narrow![1]) / 2];
  return near(above, below, 1e-3) && near(quotient, again, 1e-5) ? quotient : null;
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * (1 + Math.abs(a) + Math.abs(b));
}
