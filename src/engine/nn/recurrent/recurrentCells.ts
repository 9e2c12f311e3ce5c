import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool } from "../../pythonValues.js";
import { uniform_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { cells, inputProducts, type CellName, type State } from "./cells.js";
import type { PairArgument } from "./lstm.js";
import { pairArgument } from "./pairArgument.js";
import type { Nonlinearity, StateArgument } from "./rnn.js";
import type { RecurrentSizes } from "./settings.js";

export interface CellOptions extends FactoryOptions {
  /** Whether biases are added; true unless given. */
  readonly bias?: boolean;
}

export interface RNNCellOptions extends CellOptions {
  /** "tanh" unless given. */
  readonly nonlinearity?: Nonlinearity;
}

/** What the single steps have in common: sizes, weights, and the checks of input and state. */
abstract class RecurrentCell extends Module {
  /** How many features an input has. */
  readonly input_size: number;
  /** How many features the hidden state has. */
  readonly hidden_size: number;
  /** Whether there are biases. */
  readonly bias: boolean;
  /** The weights of the input, the gates one under the other. Shape [gates · hidden_size, input_size]. */
  weight_ih: Parameter;
  /** The weights of the hidden state. Shape [gates · hidden_size, hidden_size]. */
  weight_hh: Parameter;
  /** The biases beside the input's weights. Shape [gates · hidden_size]; null without biases. */
  bias_ih: Parameter | null;
  /** The biases beside the hidden state's weights. Shape [gates · hidden_size]; null without biases. */
  bias_hh: Parameter | null;

  constructor(blocks: number, given: Partial<RecurrentSizes & CellOptions>) {
    super();
    const { name } = new.target;
    this.input_size = countArgument(name, "input_size", given.input_size);
    this.hidden_size = countArgument(name, "hidden_size", given.hidden_size);
    this.bias = booleanArgument(name, "bias", given.bias, true);
    const dtype = parameterDtype(name, given);
    const rows = blocks * this.hidden_size;
    this.weight_ih = emptyParameter([rows, this.input_size], dtype);
    this.weight_hh = emptyParameter([rows, this.hidden_size], dtype);
    this.bias_ih = this.bias ? emptyParameter([rows], dtype) : null;
    this.bias_hh = this.bias ? emptyParameter([rows], dtype) : null;
    this.reset_parameters();
  }

  /** Draws the weights anew: uniform on ±1/√hidden_size. */
  reset_parameters(): void {
    const bound = this.hidden_size > 0 ? 1 / Math.sqrt(this.hidden_size) : 0;
    for (const weight of this.parameters()) uniform_(weight, -bound, bound);
  }

  override extra_repr(): string {
    const { input_size, hidden_size, bias } = this;
    return `${input_size}, ${hidden_size}${bias ? "" : `, bias=${pythonBool(bias)}`}`;
  }

  /** One step from a state of one or two tensors, or from zeros. */
  protected step(cell: CellName, input: Tensor, hx: readonly Tensor[] | null): State {
    const { name } = this.constructor;
    const x = tensorArgument(name, "input", input);
    if (x.ndim !== 1 && x.ndim !== 2) throw errors.cellRank(name, "input", x.ndim);
    hx?.forEach(({ ndim }, i) => {
      if (ndim !== 1 && ndim !== 2) throw errors.cellRank(name, hx.length === 1 ? "hidden" : `hx[${i}]`, ndim);
    });
    const isBatched = x.ndim === 2;
    const batch = isBatched ? x : x.unsqueeze(0);
    const given = isBatched ? hx : hx?.map((part) => part.unsqueeze(0));
    const [h, ...c] = given ?? this.zeros(cell === "LSTM" ? 2 : 1, batch);
    const state: State = [h!, ...c];
    this.check(batch, state);
    const { weight_ih: ih, weight_hh: hh, bias_ih: biasIh, bias_hh: biasHh } = this;
    const weights = { ih, hh, biasIh, biasHh, hr: null };
    const [next, ...content] = cells[cell].step(inputProducts(batch, weights), state, weights);
    return isBatched ? [next, ...content] : [next.squeeze(0), ...content.map((part) => part.squeeze(0))];
  }

  private zeros(count: 1 | 2, { shape, dtype }: Tensor): readonly Tensor[] {
    const zeros = filledTensor([shape[0]!, this.hidden_size], 0, dtype);
    return new Array<Tensor>(count).fill(zeros);
  }

  private check(input: Tensor, state: State): void {
    const [batch, size] = input.shape as [number, number];
    if (size !== this.input_size) throw errors.cellInputSize(size, this.input_size);
    state.forEach((part, i) => {
      if (part.size(0) !== batch) throw errors.cellBatchSize(batch, i, part.size(0));
      if (part.size(1) !== this.hidden_size) throw errors.cellStateSize(i, part.size(1), this.hidden_size);
      // A state with a batch beside an input without one, which PyTorch broadcasts or stumbles over later.
      if (part.ndim > 2) throw errors.batchedState(this.constructor.name, part.ndim - 1);
    });
  }
}

/** A cell whose state is one tensor. */
abstract class OneStateCell extends RecurrentCell {
  protected abstract readonly cell: CellName;

  override forward(input: Tensor, hx?: StateArgument): Tensor {
    const given = readArguments<{ hx: unknown }>("forward", ["hx"], [hx]).hx ?? null;
    const state = given === null ? null : [tensorArgument(this.constructor.name, "hx", given)];
    return this.step(this.cell, input, state)[0];
  }
}

/**
 * One step of `RNN`: h′ = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu of it. Shapes: input [batch, input_size] or
 * [input_size], hx and the result [batch, hidden_size] or [hidden_size]. Throws for other sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
 */
export class RNNCell extends OneStateCell {
  nonlinearity: Nonlinearity;

  constructor(sizes: RecurrentSizes & RNNCellOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & RNNCellOptions),
    bias?: boolean | RNNCellOptions,
    nonlinearity?: Nonlinearity | RNNCellOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    const names = ["input_size", "hidden_size", "bias", "nonlinearity", ...factoryNames] as const;
    const given = readArguments<RecurrentSizes & RNNCellOptions>("RNNCell", names, args);
    super(cells.RNN_TANH.blocks, given);
    this.nonlinearity = given.nonlinearity ?? "tanh";
  }

  override extra_repr(): string {
    const nonlinearity = this.nonlinearity === "tanh" ? "" : `, nonlinearity=${this.nonlinearity}`;
    return `${super.extra_repr()}${nonlinearity}`;
  }

  protected get cell(): CellName {
    if (this.nonlinearity === "tanh") return "RNN_TANH";
    if (this.nonlinearity === "relu") return "RNN_RELU";
    throw errors.unknownCellNonlinearity(this.nonlinearity);
  }
}

/**
 * One step of `GRU`. Shapes: input [batch, input_size] or [input_size], hx and the result [batch, hidden_size] or
 * [hidden_size]. Throws for other sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
 */
export class GRUCell extends OneStateCell {
  constructor(sizes: RecurrentSizes & CellOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & CellOptions),
    bias?: boolean | CellOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super(cells.GRU.blocks, cellArguments("GRUCell", args));
  }

  protected get cell(): CellName {
    return "GRU";
  }
}

/**
 * One step of `LSTM`. Shapes: input [batch, input_size] or [input_size]; h and c, given and in the result
 * [batch, hidden_size] or [hidden_size]. Throws for other sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
 */
export class LSTMCell extends RecurrentCell {
  constructor(sizes: RecurrentSizes & CellOptions);
  constructor(
    input_size: number,
    hidden_size: number | (Pick<RecurrentSizes, "hidden_size"> & CellOptions),
    bias?: boolean | CellOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super(cells.LSTM.blocks, cellArguments("LSTMCell", args));
  }

  override forward(input: Tensor, hx?: PairArgument): [h: Tensor, c: Tensor] {
    const given = readArguments<{ hx: unknown }>("forward", ["hx"], [hx]).hx ?? null;
    const [h, c] = this.step("LSTM", input, pairArgument("lstm_cell", given));
    return [h, c!];
  }
}

function cellArguments(module: string, args: readonly unknown[]): Partial<RecurrentSizes & CellOptions> {
  const names = ["input_size", "hidden_size", "bias", ...factoryNames] as const;
  return readArguments<RecurrentSizes & CellOptions>(module, names, args);
}
