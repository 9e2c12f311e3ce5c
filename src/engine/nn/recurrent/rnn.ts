import { isOptions, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { factoryNames } from "../module/factory.js";
import type { PackedSequence } from "../utils/rnn/packedSequence.js";
import { RecurrentModule, type RecurrentModuleCalled } from "./recurrentModule.js";
import { recurrentNames, type RecurrentOptions, type RecurrentSizes } from "./settings.js";

export type Nonlinearity = "tanh" | "relu";

export interface RNNOptions extends RecurrentOptions {
  /** "tanh" unless given. */
  readonly nonlinearity?: Nonlinearity;
}

/** The initial state of a layer, in its place or by name; zeros unless given. */
export type StateArgument = Tensor | null | { readonly hx?: Tensor | null };

/** What is packed gives what is packed. */
interface Calls {
  (input: PackedSequence, hx?: StateArgument): [output: PackedSequence, h_n: Tensor];
  (input: Tensor, hx?: StateArgument): [output: Tensor, h_n: Tensor];
}

/** A recurrent layer whose state is one tensor: input and initial state in, output and last state out. */
abstract class OneStateModule extends (RecurrentModule as RecurrentModuleCalled<Calls>) {
  override forward(input: PackedSequence, hx?: StateArgument): [output: PackedSequence, h_n: Tensor];
  override forward(input: Tensor, hx?: StateArgument): [output: Tensor, h_n: Tensor];
  override forward(input: Tensor | PackedSequence, hx?: StateArgument): [output: Tensor | PackedSequence, h_n: Tensor] {
    const given = this.stateArgument(hx);
    const state = given === null ? null : ([tensorArgument(this.constructor.name, "hx", given)] as const);
    const { output, last } = this.run(input, state);
    return [output, last[0]];
  }
}

/**
 * h′ = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu of it, step by step. Shapes: input [steps, batch, input_size], with
 * batch_first [batch, steps, input_size], without a batch [steps, input_size], or packed; hx [layers · directions, batch,
 * hidden_size]. Gives the last layer's output of each step and each layer's last state, of those shapes. Throws for other
 * sizes and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html
 */
export class RNN extends OneStateModule {
  readonly nonlinearity: Nonlinearity;

  constructor(sizes: RecurrentSizes & RNNOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & RNNOptions),
    num_layers?: number | RNNOptions,
    nonlinearity?: Nonlinearity | RNNOptions,
    bias?: boolean | RNNOptions,
    batch_first?: boolean | RNNOptions,
    dropout?: number | RNNOptions,
    bidirectional?: boolean | RNNOptions,
    options?: RNNOptions,
  );
  constructor(...args: unknown[]) {
    refuseProjection(args);
    const [layers, ...others] = recurrentNames;
    const names = ["input_size", "hidden_size", layers, "nonlinearity", ...others, ...factoryNames] as const;
    const given = readArguments<RecurrentSizes & RNNOptions>("RNN", names, args);
    const { nonlinearity = "tanh" } = given;
    super(modeOf(nonlinearity), given);
    this.nonlinearity = nonlinearity;
  }
}

/**
 * Gated recurrent units: r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise, n = tanh(W_in x + b_in + r·(W_hn h + b_hn)) and
 * h′ = (1 − z)·n + z·h. Shapes, results and errors as of `RNN`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html
 */
export class GRU extends OneStateModule {
  constructor(sizes: RecurrentSizes & RecurrentOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & RecurrentOptions),
    num_layers?: number | RecurrentOptions,
    bias?: boolean | RecurrentOptions,
    batch_first?: boolean | RecurrentOptions,
    dropout?: number | RecurrentOptions,
    bidirectional?: boolean | RecurrentOptions,
    options?: RecurrentOptions,
  );
  constructor(...args: unknown[]) {
    refuseProjection(args);
    const names = ["input_size", "hidden_size", ...recurrentNames, ...factoryNames] as const;
    super("GRU", readArguments<RecurrentSizes & RecurrentOptions>("GRU", names, args));
  }
}

function modeOf(nonlinearity: unknown): "RNN_TANH" | "RNN_RELU" {
  if (nonlinearity === "tanh") return "RNN_TANH";
  if (nonlinearity === "relu") return "RNN_RELU";
  throw errors.unknownNonlinearity(nonlinearity);
}

function refuseProjection(args: readonly unknown[]): void {
  const last = args.at(-1);
  if (isOptions(last) && "proj_size" in last) throw errors.projectionOfOther();
}
