import { readArguments } from "../arguments.js";
import { float32 } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { checkImplementation, checkNotNegative, type ImplementationOptions } from "./checkSettings.js";
import { Optimizer, type ParameterState } from "./optimizer.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";

/** The settings that Adam and AdamW share. */
export interface AdamWOptions extends ImplementationOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number;
  /** How much is kept of the running means of the gradient and of its square; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Added to the divisor, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Divides by the greatest mean square so far rather than by the present one. */
  readonly amsgrad?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
  readonly capturable?: boolean;
}

export interface AdamOptions extends AdamWOptions {
  /** Pulls the weights themselves to 0 rather than by way of the gradient, as AdamW does. */
  readonly decoupled_weight_decay?: boolean;
}

export const adamDefaults: Required<AdamOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weight_decay: 0,
  amsgrad: false,
  maximize: false,
  foreach: null,
  capturable: false,
  differentiable: false,
  fused: null,
  decoupled_weight_decay: false,
};

/**
 * Adam: each element moves by the running mean of its gradient, divided by the root of the running mean of its square.
 * Throws for negative settings, for betas outside [0, 1), and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
 */
export class Adam extends Optimizer<Required<AdamOptions>> {
  constructor(
    params: OptimizerInput<Required<AdamOptions>>,
    lr?: number | AdamOptions,
    betas?: readonly [number, number] | AdamOptions,
    eps?: number | AdamOptions,
    weight_decay?: number | AdamOptions,
    amsgrad?: boolean | AdamOptions,
    options?: AdamOptions,
  ) {
    const names = Object.keys(adamDefaults) as (keyof AdamOptions)[];
    const given = [lr, betas, eps, weight_decay, amsgrad, options].filter((value) => value !== undefined);
    super(params, { ...adamDefaults, ...readArguments<Required<AdamOptions>>("Adam", names, given) });
  }

  protected override checkOptions(options: Required<AdamOptions>): void {
    checkNotNegative("learning rate", options.lr);
    checkNotNegative("epsilon value", options.eps);
    options.betas.forEach((beta, i) => {
      if (!(beta >= 0 && beta < 1)) throw errors.invalidSetting(`beta parameter at index ${i}`, beta);
    });
    checkNotNegative("weight_decay value", options.weight_decay);
    checkImplementation(options);
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Required<AdamOptions>>,
    state: ParameterState,
  ): void {
    const { lr, eps, weight_decay, decoupled_weight_decay } = group;
    const [beta1, beta2] = group.betas;
    begin(state, parameter, group.amsgrad);
    let g = group.maximize ? gradient.neg() : gradient;
    if (weight_decay !== 0 && decoupled_weight_decay) parameter.mul_(1 - lr * weight_decay);
    else if (weight_decay !== 0) g = g.add(parameter, { alpha: weight_decay });

    const steps = state["step"]!.add_(1).item();
    const mean = moveTowards(state["exp_avg"]!, g, 1 - beta1);
    const square = state["exp_avg_sq"]!.mul_(beta2).add_(g.mul(g), { alpha: 1 - beta2 });
    // The means began at 0: these divisions undo it.
    const root = (group.amsgrad ? raisedTo(state["max_exp_avg_sq"]!, square) : square)
      .sqrt()
      .div(Math.sqrt(1 - beta2 ** steps));
    parameter.add_(mean.div(root.add(eps)), { alpha: -lr / (1 - beta1 ** steps) });
  }
}

function begin(state: ParameterState, { shape, dtype }: Tensor, amsgrad: boolean): void {
  if (state["step"] !== undefined) return;
  state["step"] = filledTensor([], 0, float32);
  state["exp_avg"] = filledTensor(shape, 0, dtype);
  state["exp_avg_sq"] = filledTensor(shape, 0, dtype);
  if (amsgrad) state["max_exp_avg_sq"] = filledTensor(shape, 0, dtype);
}

/** a + weight·(b − a) in place, written from whichever end is nearer, as PyTorch's lerp does. */
function moveTowards(a: Tensor, b: Tensor, weight: number): Tensor {
  if (weight < 0.5) return a.add_(b.sub(a), { alpha: weight });
  return a.copy_(b.sub(b.sub(a), { alpha: 1 - weight }));
}

/** The greater of the two, element by element, in place. */
function raisedTo(greatest: Tensor, present: Tensor): Tensor {
  kernels.map({ name: "maximum", of: Math.max }, [greatest, present], greatest);
  return greatest;
}
