import { readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { factoryNames } from "../module/factory.js";
import type { PackedSequence } from "../utils/rnn/packedSequence.js";
import { pairArgument } from "./pairArgument.js";
import { RecurrentModule, type RecurrentModuleCalled } from "./recurrentModule.js";
import { recurrentNames, type RecurrentOptions, type RecurrentSizes } from "./settings.js";

export interface LSTMOptions extends RecurrentOptions {
  /** If above 0, the outputs are projected to this size; 0 unless given. */
  readonly proj_size?: number;
}

/** The initial state (h_0, c_0), in its place or by name; zeros unless given. */
export type PairArgument = StatePair | null | { readonly hx?: StatePair | null };

type StatePair = readonly [h: Tensor, c: Tensor];

/** What is packed gives what is packed. */
interface Calls {
  (input: PackedSequence, hx?: PairArgument): [output: PackedSequence, state: [h_n: Tensor, c_n: Tensor]];
  (input: Tensor, hx?: PairArgument): [output: Tensor, state: [h_n: Tensor, c_n: Tensor]];
}

/**
 * Long short-term memory: c′ = σ(f)·c + σ(i)·tanh(g) and h′ = σ(o)·tanh(c′), with i, f, g and o each W x + b + V h + b′.
 * Shapes: input [steps, batch, input_size], with batch_first [batch, steps, input_size], without a batch
 * [steps, input_size], or packed; h_0 [layers · directions, batch, proj_size or hidden_size] and c_0 [layers · directions,
 * batch, hidden_size]. Gives the last layer's output of each step, and each layer's last h and c. Throws for other sizes
 * and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
 */
export class LSTM extends (RecurrentModule as RecurrentModuleCalled<Calls>) {
  constructor(sizes: RecurrentSizes & LSTMOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & LSTMOptions),
    num_layers?: number | LSTMOptions,
    bias?: boolean | LSTMOptions,
    batch_first?: boolean | LSTMOptions,
    dropout?: number | LSTMOptions,
    bidirectional?: boolean | LSTMOptions,
    proj_size?: number | LSTMOptions,
    options?: LSTMOptions,
  );
  constructor(...args: unknown[]) {
    const names = ["input_size", "hidden_size", ...recurrentNames, "proj_size", ...factoryNames] as const;
    super("LSTM", readArguments<RecurrentSizes & LSTMOptions>("LSTM", names, args));
  }

  override forward(
    input: PackedSequence,
    hx?: PairArgument,
  ): [output: PackedSequence, state: [h_n: Tensor, c_n: Tensor]];
  override forward(input: Tensor, hx?: PairArgument): [output: Tensor, state: [h_n: Tensor, c_n: Tensor]];
  override forward(
    input: Tensor | PackedSequence,
    hx?: PairArgument,
  ): [output: Tensor | PackedSequence, state: [h_n: Tensor, c_n: Tensor]] {
    const { output, last } = this.run(input, pairArgument("lstm", this.stateArgument(hx)));
    return [output, [last[0], last[1]!]];
  }
}
