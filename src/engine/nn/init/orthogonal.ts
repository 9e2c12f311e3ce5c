import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { tooFewDimensionsToOrthogonalize } from "../../errors.js";
import { qr } from "../../ops/linalg/qr.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import type { Generator } from "../../random/generator.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { untracked, type GeneratorOption } from "./untracked.js";

export interface OrthogonalOptions extends GeneratorOption {
  /** By how much the numbers are larger; 1 unless given. */
  readonly gain?: number;
}

/**
 * An orthogonal matrix, or rows or columns of one: all dimensions but the first are taken together (Saxe et al., 2013).
 * Throws for tensors with fewer than two dimensions.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_
 */
export function orthogonal_(
  tensor: Tensor,
  gain?: number | OrthogonalOptions,
  generator?: Generator | null | OrthogonalOptions,
): Tensor;
export function orthogonal_(tensor: Tensor, ...args: unknown[]): Tensor {
  const named = byName(orthogonal_, "orthogonal_(tensor, gain, generator)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<Required<OrthogonalOptions>>("orthogonal_", ["gain", "generator"], args);
  const { gain = 1, generator = null } = given;
  const factor = numberArgument("orthogonal_", "gain", gain);
  if (tensorArgument("orthogonal_", "tensor", tensor).ndim < 2) throw tooFewDimensionsToOrthogonalize();
  if (tensor.numel() === 0) return tensor;
  const rows = tensor.shape[0]!;
  const columns = tensor.numel() / rows;
  return untracked("orthogonal_", tensor, () => {
    const normal = emptyTensor([rows, columns], tensor.dtype).normal_(0, 1, { generator });
    const isWide = rows < columns;
    const { Q: q, R: r } = qr(isWide ? normal.t() : normal);
    // With the signs of r's diagonal the decomposition is the only one, and q is as likely as any other.
    const signed = q.mul(r.diagonal().sign());
    tensor.view(rows, columns).copy_(isWide ? signed.t() : signed);
    tensor.mul_(factor);
  });
}
