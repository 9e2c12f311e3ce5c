import { booleanArgument, readArguments } from "../arguments.js";
import { opObserver } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import { tensorArgument } from "../ops/operands.js";
import { Tensor } from "../tensor.js";

export interface BufferOptions {
  /** Whether `state_dict` has it; true unless given. */
  readonly persistent?: boolean;
}

/**
 * A tensor that belongs to a module's state without being learned: a field that holds one is a buffer of its module. It
 * shows the given tensor's numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Buffer.html
 */
export class Buffer extends Tensor {
  /** Whether `state_dict` has it. */
  readonly persistent: boolean;

  constructor(data: Tensor, persistent?: boolean | BufferOptions) {
    const source = tensorArgument("Buffer", "data", data);
    super(source.storage, source, source.dtype);
    this.counter = source.sharedCounter();
    const options = readArguments<BufferOptions>("Buffer", ["persistent"], [persistent]);
    this.persistent = booleanArgument("Buffer", "persistent", options.persistent, true);
    if (opObserver !== null) reportUntracked("parameter", [source], [this]);
  }
}
