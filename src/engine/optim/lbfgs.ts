import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { div } from "../ops/arithmetic.js";
import { cat } from "../ops/join.js";
import { callUserCode, withOpReports } from "../observer.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import { checkRate } from "./checkSettings.js";
import { rateOf } from "./learningRate.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerInput } from "./parameterGroups.js";
import { readSettings } from "./settings.js";
import { strongWolfe, type SearchPoint } from "./strongWolfe.js";

export interface LBFGSOptions {
  /** The size of the steps; 1 unless given. */
  readonly lr?: number | Tensor;
  /** How many steps of its own one `step` makes at most; 20 unless given. */
  readonly max_iter?: number;
  /** How often one `step` calls the closure at most; max_iter · 5/4 unless given. */
  readonly max_eval?: number | null;
  /** It stops where no element of the gradient is greater; 1e-7 unless given. */
  readonly tolerance_grad?: number;
  /** It stops where neither loss nor parameters change more; 1e-9 unless given. */
  readonly tolerance_change?: number;
  /** How many changes of the gradient it remembers; 100 unless given. */
  readonly history_size?: number;
  /** How the size of a step is found; null for lr as it is. */
  readonly line_search_fn?: "strong_wolfe" | null;
}

/** What is kept in the state of the first parameter, for all of them. */
export type LBFGSState = {
  /** How often the closure was called. */
  func_evals: number;
  /** How many iterations there were. */
  n_iter: number;
  /** The direction and the size of the last step. */
  d?: Tensor;
  /** The length of the last step. */
  t?: number;
  /** The remembered changes of the gradient and of the parameters, and one over their products. */
  old_dirs?: Tensor[];
  /** The last steps. */
  old_stps?: Tensor[];
  /** 1 over the products of steps and changes of the gradient. */
  ro?: Tensor[];
  /** The diagonal with which the inverse Hessian is begun. */
  H_diag?: Tensor | number;
  /** The last gradient, of all parameters in one. */
  prev_flat_grad?: Tensor;
  /** The last loss. */
  prev_loss?: number;
  /** What the two loops of a step hand to each other. */
  al?: (Tensor | null)[];
};

const defaults: Required<LBFGSOptions> = {
  lr: 1,
  max_iter: 20,
  max_eval: null,
  tolerance_grad: 1e-7,
  tolerance_change: 1e-9,
  history_size: 100,
  line_search_fn: null,
};

/**
 * Newton's method with an inverse Hessian that is estimated from the last gradients. One `step` makes several steps and
 * needs a closure that computes the loss anew. All parameters are in one group.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
 */
export class LBFGS extends Optimizer<Required<LBFGSOptions>, LBFGSState> {
  constructor(
    params: OptimizerInput<LBFGSOptions>,
    ...settings: [
      lr?: number | Tensor | LBFGSOptions,
      max_iter?: number | LBFGSOptions,
      max_eval?: number | null | LBFGSOptions,
      tolerance_grad?: number | LBFGSOptions,
      tolerance_change?: number | LBFGSOptions,
      history_size?: number | LBFGSOptions,
      line_search_fn?: "strong_wolfe" | null | LBFGSOptions,
      options?: LBFGSOptions,
    ]
  ) {
    const options = readSettings("LBFGS", defaults, 7, settings, params);
    checkRate(options.lr);
    super(params, { ...options, max_eval: options.max_eval ?? Math.floor((options.max_iter * 5) / 4) });
    if (this.param_groups.length !== 1) throw errors.groupsOfLBFGS();
  }

  /** Makes up to `max_iter` steps. The closure computes the loss anew and its gradients; the first loss is given back. */
  override step<Loss>(closure: () => Loss): Loss;
  override step(closure?: () => unknown): unknown {
    if (typeof closure !== "function") throw errors.missingClosure();
    return withOpReports(false, () => inGradMode(false, () => this.search(closure)));
  }

  private search(closure: () => unknown): unknown {
    const group = this.param_groups[0]!;
    const { max_iter, max_eval, tolerance_grad, tolerance_change } = group;
    const { value: lr } = rateOf(group.lr);
    const first = group.params[0]!;
    const state = this.state.isEmpty(first) ? { func_evals: 0, n_iter: 0 } : this.state.get(first);
    this.state.set(first, state);
    const evaluate = (): unknown => inGradMode(true, () => callUserCode(closure));

    const firstLoss = evaluate();
    let at: Point = { loss: numberOf(firstLoss), gradient: this.flatGradient() };
    let evaluations = 1;
    state.func_evals++;
    if (greatest(at.gradient) <= tolerance_grad) return firstLoss;

    let [direction, size] = [state.d, state.t ?? 0];
    for (let made = 1; made <= max_iter; made++) {
      state.n_iter++;
      const { loss, gradient } = at;
      const isFirst = state.n_iter === 1;
      direction = isFirst
        ? beginning(state, gradient)
        : nextDirection(state, group.history_size, gradient, direction!.mul(size));
      if (state.prev_flat_grad === undefined) state.prev_flat_grad = gradient.clone();
      else state.prev_flat_grad.copy_(gradient);
      state.prev_loss = loss;
      size = isFirst ? firstSize(gradient, lr) : lr;
      const slope = gradient.dot(direction).item();
      if (slope > -tolerance_change) break;

      const start = { step: 0, loss, gradient, slope };
      const isLast = made === max_iter;
      const next = this.advance({ start, direction, size, most: max_eval! - evaluations, isLast }, evaluate);
      at = next.at;
      size = next.size;
      evaluations += next.evaluations;
      state.func_evals += next.evaluations;
      if (isLast || evaluations >= max_eval! || greatest(at.gradient) <= tolerance_grad) break;
      if (greatest(direction.mul(size)) <= tolerance_change) break;
      if (Math.abs(at.loss - loss) < tolerance_change) break;
    }
    if (direction !== undefined) Object.assign(state, { d: direction, t: size });
    return firstLoss;
  }

  /** Moves the parameters along a direction: by the size that is given, or by one that a line search finds. */
  private advance({ start, direction, size, most, isLast }: Advance, evaluate: () => unknown): Advanced {
    const { params, line_search_fn } = this.param_groups[0]!;
    const evaluated = (): Point => ({ loss: numberOf(evaluate()), gradient: this.flatGradient() });
    if (line_search_fn === null) {
      this.move(size, direction);
      // What the last step would evaluate is not used.
      return isLast ? { at: start, size, evaluations: 0 } : { at: evaluated(), size, evaluations: 1 };
    }
    if (line_search_fn !== "strong_wolfe") throw errors.unknownLineSearch();
    const before = params.map((parameter) => parameter.clone());
    const attempt = (step: number): Point => {
      this.move(step, direction);
      const point = evaluated();
      params.forEach((parameter, i) => parameter.copy_(before[i]!));
      return point;
    };
    const { found, evaluations } = strongWolfe({ evaluate: attempt, direction, most, tolerance: 1e-9 }, start, size);
    this.move(found.step, direction);
    return { at: found, size: found.step, evaluations };
  }

  private flatGradient(): Tensor {
    const { params } = this.param_groups[0]!;
    return cat(params.map((parameter) => (parameter.gradient ?? contiguousZeros(parameter)).reshape(-1)));
  }

  private move(size: number, direction: Tensor): void {
    let start = 0;
    for (const parameter of this.param_groups[0]!.params) {
      const count = parameter.numel();
      parameter.add_(direction.narrow(0, start, count).view(parameter.shape), { alpha: size });
      start += count;
    }
  }
}

/** The loss and the gradient at some parameters. */
interface Point {
  readonly loss: number;
  readonly gradient: Tensor;
}

interface Advance {
  readonly start: SearchPoint;
  readonly direction: Tensor;
  readonly size: number;
  /** How many evaluations are left. */
  readonly most: number;
  readonly isLast: boolean;
}

interface Advanced {
  readonly at: Point;
  readonly size: number;
  readonly evaluations: number;
}

function beginning(state: LBFGSState, gradient: Tensor): Tensor {
  Object.assign(state, { old_dirs: [], old_stps: [], ro: [], H_diag: 1 });
  return gradient.neg();
}

/** Minus the gradient times the estimate of the inverse Hessian, by the two loops over what is remembered. */
function nextDirection(state: LBFGSState, most: number, gradient: Tensor, lastStep: Tensor): Tensor {
  const [dirs, steps, inverses] = [state.old_dirs!, state.old_stps!, state.ro!];
  const change = gradient.sub(state.prev_flat_grad!);
  const product = change.dot(lastStep);
  if (product.item() > 1e-10) {
    if (dirs.length === most) for (const list of [dirs, steps, inverses]) list.shift();
    dirs.push(change);
    steps.push(lastStep);
    inverses.push(div(1, product));
    state.H_diag = product.div(change.dot(change));
  }
  const factors = (state.al ??= Array.from({ length: most }, () => null));
  const q = gradient.neg();
  for (let i = dirs.length - 1; i >= 0; i--) {
    const factor = steps[i]!.dot(q).mul(inverses[i]!);
    factors[i] = factor;
    q.add_(dirs[i]!, { alpha: -factor.item() });
  }
  const result = q.mul(state.H_diag!);
  for (const [i, dir] of dirs.entries()) {
    const back = dir.dot(result).mul(inverses[i]!);
    result.add_(steps[i]!, { alpha: factors[i]!.sub(back).item() });
  }
  return result;
}

function greatest(x: Tensor): number {
  return x.abs().max().item();
}

function numberOf(loss: unknown): number {
  return isTensor(loss) ? loss.item() : Number(loss);
}

/** So that no element moves by more than lr. Computed in the parameters' dtype. */
function firstSize(gradient: Tensor, lr: number): number {
  const inverse = gradient.abs().sum().reciprocal();
  return inverse.item() < 1 ? inverse.mul(lr).item() : lr;
}
