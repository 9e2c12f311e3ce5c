import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { float64 } from "../../dtype.js";
import { repeat_interleave } from "../../ops/repeats.js";
import type { Tensor } from "../../tensor.js";
import { emptyTensor, isTensor } from "../../tensorFactory.js";
import { grad } from "../functions.js";
import { commonCheckOptions, gradcheck, type CommonCheckOptions } from "./gradcheck.js";
import { differentiableOf, type CheckedFunction } from "./subject.js";

export interface GradgradcheckOptions extends CommonCheckOptions {
  /** The gradients of the outputs; random ones between −1 and 1 unless given. */
  readonly grad_outputs?: Tensor | readonly Tensor[] | null;
  /** Whether the random ones have gaps between their elements. */
  readonly gen_non_contig_grad_outputs?: boolean;
  /** Whether to check forward mode through backward. */
  readonly check_fwd_over_rev?: boolean;
  /** Whether to check backward through backward. */
  readonly check_rev_over_rev?: boolean;
}

/**
 * Compares a function's second derivatives with differences: `gradcheck` of its backward, by its inputs and by the
 * gradients of its outputs. Gives and throws what `gradcheck` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html
 */
export function gradgradcheck(
  func: CheckedFunction,
  inputs: unknown,
  grad_outputs?: Tensor | readonly Tensor[] | null | GradgradcheckOptions,
  options?: GradgradcheckOptions,
): boolean;
export function gradgradcheck(func: CheckedFunction, inputs: unknown, ...args: unknown[]): boolean {
  const named = byName(
    gradgradcheck,
    "gradgradcheck(func, inputs, grad_outputs, *, eps, atol, rtol, gen_non_contig_grad_outputs, raise_exception, nondet_tol, check_undefined_grad, check_grad_dtypes, check_batched_grad, check_fwd_over_rev, check_rev_over_rev, fast_mode, masked)",
    arguments,
  );
  if (named !== null) return named.result;
  const own = ["gen_non_contig_grad_outputs", "check_fwd_over_rev", "check_rev_over_rev"] as const;
  const names = ["grad_outputs", ...commonCheckOptions, ...own] as const;
  const { grad_outputs, gen_non_contig_grad_outputs, check_fwd_over_rev, check_rev_over_rev, ...common } =
    readArguments<GradgradcheckOptions>("gradgradcheck", names, args);
  const flag = (name: string, value: unknown, otherwise: boolean): boolean =>
    booleanArgument("gradgradcheck", name, value, otherwise);
  const backward = flag("check_rev_over_rev", check_rev_over_rev, true);
  const forward = flag("check_fwd_over_rev", check_fwd_over_rev, false);
  if (!forward && !backward) throw errors.oneOfChecks("check_fwd_over_rev", "check_rev_over_rev");
  if (flag("check_undefined_grad", common.check_undefined_grad, true) && !backward)
    throw errors.checkRequires("check_undefined_grad", "check_rev_over_rev");
  if (flag("check_batched_grad", common.check_batched_grad, false) && !backward)
    throw errors.checkRequires("check_batched_grad", "check_rev_over_rev");

  const given: readonly unknown[] = Array.isArray(inputs) ? inputs : [inputs];
  const withGaps = flag("gen_non_contig_grad_outputs", gen_non_contig_grad_outputs, false);
  const gradients =
    grad_outputs === undefined || grad_outputs === null
      ? differentiableOf(func, given).map((output) => randomLike(output, withGaps))
      : isTensor(grad_outputs)
        ? [grad_outputs]
        : grad_outputs;
  if (!Array.isArray(gradients))
    throw errors.wrongArgument("gradgradcheck", "grad_outputs", "Tensor or list of Tensors", grad_outputs);
  const wanted = (values: readonly unknown[]): readonly boolean[] =>
    values.map((value) => isTensor(value) && value.requires_grad);
  const [wantedInputs, wantedGradients] = [wanted(given), wanted(gradients)];

  const backwardOf = (...all: unknown[]): readonly Tensor[] => {
    const at = requiring(all.slice(0, given.length), wantedInputs);
    const outputs = differentiableOf(func, at);
    const seeds = requiring(all.slice(given.length), wantedGradients) as readonly Tensor[];
    const variables = at.filter((_, i) => wantedInputs[i]) as readonly Tensor[];
    const found = grad(outputs, variables, { grad_outputs: seeds, create_graph: true, allow_unused: true });
    return found.filter((gradient) => gradient !== null);
  };
  return gradcheck(backwardOf, [...given, ...gradients], {
    ...common,
    check_forward_ad: forward,
    check_backward_ad: backward,
  });
}

/** What stands in the place of a variable is one too. */
function requiring(values: readonly unknown[], wanted: readonly boolean[]): readonly unknown[] {
  return values.map((value, i) => (isTensor(value) && wanted[i] ? value.requires_grad_() : value));
}

/** Random numbers between −1 and 1, as PyTorch's `make_tensor` draws them. */
function randomLike({ shape, dtype }: Tensor, withGaps: boolean): Tensor {
  const drawn = emptyTensor(shape, dtype.is_floating_point ? dtype : float64).uniform_(-1, 1);
  const spaced = withGaps && drawn.numel() > 1 ? repeat_interleave(drawn, 2, -1).index("...", "::2") : drawn;
  return spaced.requires_grad_();
}
