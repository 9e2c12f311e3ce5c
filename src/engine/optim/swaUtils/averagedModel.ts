import { booleanArgument, readArguments, refuseMore } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { deepcopy } from "../../deepcopy.js";
import { deviceArgument, type DeviceLike } from "../../device.js";
import { int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { Module } from "../../nn/module.js";
import { callUserCode } from "../../observer.js";
import type { Tensor } from "../../tensor.js";
import { filledTensor } from "../../tensorFactory.js";
import { get_swa_avg_fn, type AverageFunction, type MultiAverageFunction } from "./averages.js";

export interface AveragedModelOptions {
  /** Where the averages are; only the CPU. */
  readonly device?: DeviceLike | null;
  /** The mean of all values unless given. */
  readonly avg_fn?: AverageFunction | null;
  /** In place of `avg_fn`, for all parameters of a dtype at once. */
  readonly multi_avg_fn?: MultiAverageFunction | null;
  /** Whether buffers are averaged as well, rather than copied. */
  readonly use_buffers?: boolean;
}

const names = ["device", "avg_fn", "multi_avg_fn", "use_buffers"] as const;

/**
 * A copy of a model whose parameters are averages of the model's over the calls of `update_parameters`. Calling it calls the
 * copy. Throws if both functions are given.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
 */
export class AveragedModel<Model extends Module = Module> extends Module {
  /** The copy with the averages. */
  readonly module: Model;
  /** How often parameters were averaged. */
  declare n_averaged: Tensor;
  readonly avg_fn: AverageFunction | null;
  readonly multi_avg_fn: MultiAverageFunction | null;
  readonly use_buffers: boolean;

  constructor(
    model: Model,
    device?: DeviceLike | null | AveragedModelOptions,
    avg_fn?: AverageFunction | null | AveragedModelOptions,
    multi_avg_fn?: MultiAverageFunction | null | AveragedModelOptions,
    use_buffers?: boolean | AveragedModelOptions,
    options?: AveragedModelOptions,
  );
  constructor(model: Model, ...args: unknown[]) {
    super();
    if (!(model instanceof Module)) throw errors.notAModule(model);
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    const options = readArguments<AveragedModelOptions>("AveragedModel", names, args);
    const { avg_fn = null, multi_avg_fn = null } = options;
    deviceArgument("AveragedModel", options.device);
    if (avg_fn !== null && multi_avg_fn !== null) throw errors.twoAverageFunctions();
    this.module = deepcopy(model);
    this.register_buffer("n_averaged", filledTensor([], 0, int64));
    this.avg_fn = avg_fn;
    this.multi_avg_fn = multi_avg_fn;
    this.use_buffers = booleanArgument("AveragedModel", "use_buffers", options.use_buffers, false);
  }

  /** Calls the copy. */
  override forward(...args: Parameters<Model["forward"]>): ReturnType<Model["forward"]> {
    return this.module(...args) as ReturnType<Model["forward"]>;
  }

  /**
   * Takes the model's parameters into the averages; the first time they are copied. Buffers are copied each time, or averaged
   * with `use_buffers`.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
   */
  update_parameters(model: Module): void {
    if (arguments.length > 1) refuseMore("update_parameters", 1, arguments);
    if (!(model instanceof Module)) throw errors.notAModule(model);
    inGradMode(false, () => {
      const averaged = this.averagedTensors(this.module).map((tensor) => tensor.detach());
      const current = this.averagedTensors(model).map((tensor) => tensor.detach());
      if (this.n_averaged.item() === 0) averaged.forEach((tensor, i) => tensor.copy_(current[i]!));
      else this.average(averaged, current);
      if (!this.use_buffers) {
        const buffers = model.buffers();
        this.module.buffers().forEach((buffer, i) => buffer.detach().copy_(buffers[i]!.detach()));
      }
      this.n_averaged.add_(1);
    });
  }

  private averagedTensors(module: Module): readonly Tensor[] {
    return this.use_buffers ? [...module.parameters(), ...module.buffers()] : [...module.parameters()];
  }

  private average(averaged: readonly Tensor[], current: readonly Tensor[]): void {
    const { n_averaged, multi_avg_fn } = this;
    if (multi_avg_fn === null) {
      const avg_fn = this.avg_fn ?? get_swa_avg_fn();
      averaged.forEach((tensor, i) => tensor.copy_(callUserCode(() => avg_fn(tensor, current[i]!, n_averaged))));
      return;
    }
    for (const dtype of new Set(averaged.map((tensor) => tensor.dtype))) {
      const ofDtype = averaged.flatMap((tensor, i) => (tensor.dtype === dtype ? [[tensor, current[i]!] as const] : []));
      callUserCode(() => {
        multi_avg_fn(
          ofDtype.map(([tensor]) => tensor),
          ofDtype.map(([, tensor]) => tensor),
          n_averaged,
        );
      });
    }
  }
}
