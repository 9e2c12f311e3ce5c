import { integerArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { randperm } from "../../random/factories.js";
import type { Generator } from "../../random/generator.js";
import type { Tensor } from "../../tensor.js";
import { zeroOf } from "../../tensorFactory.js";
import { untracked, type GeneratorOption } from "./untracked.js";

/**
 * Ones on the diagonal of a matrix, else zeros: a linear layer that keeps its input. Throws for other ranks.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.eye_
 */
export function eye_(tensor: Tensor): Tensor {
  const named = byName(eye_, "eye_(tensor)", arguments);
  if (named !== null) return named.result;
  if (tensorArgument("eye_", "tensor", tensor).ndim !== 2) throw errors.onlyMatrices();
  return untracked("eye_", tensor, () => {
    tensor.zero_().diagonal().fill_(1);
  });
}

/**
 * Weights of a convolution that keeps its input channels, as far as there are output channels in each group. Throws unless
 * there are 3 to 5 dimensions, and if the groups do not divide the output channels.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.dirac_
 */
export function dirac_(tensor: Tensor, groups?: number | { readonly groups?: number }): Tensor;
export function dirac_(tensor: Tensor, ...args: unknown[]): Tensor {
  const named = byName(dirac_, "dirac_(tensor, groups)", arguments);
  if (named !== null) return named.result;
  const { groups = 1 } = readArguments<{ groups: number }>("dirac_", ["groups"], args);
  const { ndim, shape } = tensorArgument("dirac_", "tensor", tensor);
  const count = integerArgument("dirac_", "groups", groups);
  if (ndim < 3 || ndim > 5) throw errors.onlyConvolutionWeights();
  if (shape[0]! % count !== 0) throw errors.groupsOfDirac();
  const perGroup = shape[0]! / count;
  const middle = shape.slice(2).map((size) => Math.floor(size / 2));
  return untracked("dirac_", tensor, () => {
    tensor.zero_();
    for (let group = 0; group < count; group++)
      for (let channel = 0; channel < Math.min(perGroup, shape[1]!); channel++)
        tensor.index(group * perGroup + channel, channel, ...middle).fill_(1);
  });
}

export interface SparseOptions extends GeneratorOption {
  /** Which share of each column becomes zero. */
  readonly sparsity?: number;
  /** The deviation of the others, 0.01 unless given. */
  readonly std?: number;
}

/**
 * Normal numbers, of which a share of each column of the matrix becomes zero. Throws for other ranks. As in PyTorch, which
 * ones is drawn without the generator.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.sparse_
 */
export function sparse_(tensor: Tensor, sparsity: number, std?: number, generator?: Generator | null): Tensor;
export function sparse_(tensor: Tensor, ...args: unknown[]): Tensor {
  const named = byName(sparse_, "sparse_(tensor, sparsity, std, generator)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<Required<SparseOptions>>("sparse_", ["sparsity", "std", "generator"], args);
  if (given.sparsity === undefined) throw errors.missingArgument("sparse_", "sparsity");
  const { std = 0.01, generator = null } = given;
  const sparsity = numberArgument("sparse_", "sparsity", given.sparsity);
  if (tensorArgument("sparse_", "tensor", tensor).ndim !== 2) throw errors.onlyMatrices();
  const [rows, columns] = tensor.shape as [number, number];
  const zeros = Math.ceil(sparsity * rows);
  return untracked("sparse_", tensor, () => {
    tensor.normal_(0, std, { generator });
    for (let column = 0; column < columns; column++) {
      const places = randperm(rows).index(`:${zeros}`);
      tensor.select(1, column).index_put_([places], zeroOf(tensor));
    }
  });
}
