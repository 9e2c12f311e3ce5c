import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonFloat } from "../../pythonValues.js";
import { uniform_ } from "../init.js";
import { Module } from "../module.js";
import { emptyParameter, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { PackedSequence } from "../utils/rnn/packedSequence.js";
import { cells, type CellName, type RecurrentWeights, type State } from "./cells.js";
import { runLayers } from "./layers.js";
import { settingsOf, type RecurrentOptions, type RecurrentSizes } from "./settings.js";

type WeightName = `${"weight" | "bias"}_${"ih" | "hh" | "hr"}_l${number}${"" | "_reverse"}`;

/** What RNN, LSTM and GRU have in common: settings, weights, and the way of their input and their states. */
export abstract class RecurrentModule extends Module {
  /** "LSTM", "GRU", "RNN_TANH" or "RNN_RELU". */
  readonly mode: CellName;
  /** How many features an input has. */
  readonly input_size: number;
  /** How many features the hidden state has. */
  readonly hidden_size: number;
  /** How many layers there are, each on the results of the one below. */
  readonly num_layers: number;
  /** Whether there are biases. */
  readonly bias: boolean;
  /** Whether inputs are [batch, length, features] instead of [length, batch, features]. */
  readonly batch_first: boolean;
  /** With which probability the results between layers become 0 in training. */
  dropout: number;
  /** Whether a second layer goes from the end to the beginning. */
  readonly bidirectional: boolean;
  /** How many features an LSTM's hidden state is projected to; 0 for no projection. */
  readonly proj_size: number;
  /** The first layer's weights of the input, its gates one under the other. Shape [gates · hidden_size, input_size]. */
  declare weight_ih_l0: Parameter;
  /** The first layer's weights of the hidden state. Shape [gates · hidden_size, hidden_size], or proj_size columns. */
  declare weight_hh_l0: Parameter;
  /** The weights of layer k are `weight_ih_lk`, `weight_hh_lk` and so on, those of the other direction end in `_reverse`. */
  [weight: WeightName]: Parameter;

  constructor(
    mode: CellName,
    given: Partial<RecurrentSizes & RecurrentOptions & FactoryOptions & { readonly proj_size: number }>,
  ) {
    super();
    const { name } = new.target;
    const settings = settingsOf(name, given);
    this.mode = mode;
    this.input_size = settings.input_size;
    this.hidden_size = settings.hidden_size;
    this.num_layers = settings.num_layers;
    this.bias = settings.bias;
    this.batch_first = settings.batch_first;
    this.dropout = settings.dropout;
    this.bidirectional = settings.bidirectional;
    this.proj_size = settings.proj_size;
    const dtype = parameterDtype(name, given);
    this.weightNames().forEach((directions, layer) => {
      for (const names of directions)
        for (const weight of names)
          this.register_parameter(weight, emptyParameter(this.weightShape(weight, layer), dtype));
    });
    this.reset_parameters();
  }

  /** Draws the weights anew: uniform on ±1/√hidden_size. */
  reset_parameters(): void {
    const bound = 1 / Math.sqrt(this.hidden_size);
    for (const weight of this.parameters()) uniform_(weight, -bound, bound);
  }

  /** The weights of each direction of each layer. */
  get all_weights(): Parameter[][] {
    return this.weightNames().flatMap((directions) => directions.map((names) => names.map((name) => this[name]!)));
  }

  /** Does nothing: on the CPU weights are used where they lie. */
  flatten_parameters(): void {}

  override extra_repr(): string {
    const { input_size, hidden_size, proj_size, num_layers, bias, batch_first, dropout, bidirectional } = this;
    const parts = [`${input_size}, ${hidden_size}`];
    if (proj_size !== 0) parts.push(`proj_size=${proj_size}`);
    if (num_layers !== 1) parts.push(`num_layers=${num_layers}`);
    if (!bias) parts.push(`bias=${pythonBool(bias)}`);
    if (batch_first) parts.push(`batch_first=${pythonBool(batch_first)}`);
    if (dropout !== 0) parts.push(`dropout=${pythonFloat(dropout)}`);
    if (bidirectional) parts.push(`bidirectional=${pythonBool(bidirectional)}`);
    return parts.join(", ");
  }

  /** Runs over padded or packed input, from the given state or zeros. */
  protected run<Input extends Tensor | PackedSequence>(
    input: Input,
    hx: State | null,
  ): { readonly output: Input extends PackedSequence ? PackedSequence : Tensor; readonly last: State };
  protected run(input: Tensor | PackedSequence, hx: State | null): { output: Tensor | PackedSequence; last: State } {
    return input instanceof PackedSequence ? this.runPacked(input, hx) : this.runPadded(input, hx);
  }

  /** Reads the state that a call was given, in its order or by name. */
  protected stateArgument(hx: unknown): unknown {
    return readArguments<{ hx: unknown }>("forward", ["hx"], [hx]).hx ?? null;
  }

  private runPadded(input: Tensor, hx: State | null): { output: Tensor; last: State } {
    const x = tensorArgument(this.constructor.name, "input", input);
    if (x.ndim !== 2 && x.ndim !== 3)
      throw errors.recurrentRank(this.mode.startsWith("RNN") ? "RNN" : this.mode, x.ndim);
    if (hx?.some(({ ndim }) => ndim !== x.ndim) === true)
      throw errors.stateRank(
        x.ndim,
        hx.map(({ ndim }) => ndim),
      );
    const isBatched = x.ndim === 3;
    const batchDim = this.batch_first ? 0 : 1;
    const batch = isBatched ? x : x.unsqueeze(batchDim);
    const given = hx !== null && !isBatched ? eachOf(hx, (part) => part.unsqueeze(1)) : hx;
    const initial = given ?? this.zeroState(batch.shape[batchDim]!, x);
    this.checkInput(batch, 3);
    this.checkState(initial, batch.shape[batchDim]!);
    const data = this.batch_first ? batch.transpose(0, 1) : batch;
    const { outputs, last } = runLayers({ data, batchSizes: null }, initial, this.layers());
    const output = this.batch_first ? this.batchFirst(outputs) : outputs;
    if (isBatched) return { output, last };
    return { output: output.squeeze(batchDim), last: eachOf(last, (part) => part.squeeze(1)) };
  }

  private runPacked(input: PackedSequence, hx: State | null): { output: PackedSequence; last: State } {
    const { data, batch_sizes, sorted_indices, unsorted_indices } = input;
    const batchSizes = input.batchSizes();
    const permuted = (state: State, order: Tensor | null): State =>
      order === null ? state : eachOf(state, (part) => part.index_select(1, order));
    const initial = hx === null ? this.zeroState(batchSizes[0]!, data) : permuted(hx, sorted_indices);
    // PyTorch's LSTM leaves it to its products to refuse packed input that does not fit.
    if (this.mode !== "LSTM") this.checkInput(data, 2);
    this.checkState(initial, batchSizes[0]!);
    const { outputs, last } = runLayers({ data, batchSizes }, initial, this.layers());
    return {
      output: new PackedSequence(outputs, batch_sizes, sorted_indices, unsorted_indices),
      last: permuted(last, unsorted_indices),
    };
  }

  /** PyTorch's functions differ in whether they move the dimension in place, which shows in the name of the node. */
  private batchFirst(outputs: Tensor): Tensor {
    return this.mode === "LSTM" ? outputs.transpose(0, 1) : outputs.transpose_(0, 1);
  }

  private layers(): Parameters<typeof runLayers>[2] {
    const weights = this.weightNames().map((directions) => directions.map((names) => this.weightsOf(names)));
    return { cell: this.mode, weights, dropout: this.training ? this.dropout : 0 };
  }

  private weightsOf(names: readonly WeightName[]): RecurrentWeights {
    const named = (prefix: string): Tensor | null => {
      const name = names.find((weight) => weight.startsWith(prefix));
      return name === undefined ? null : this[name]!;
    };
    return {
      ih: named("weight_ih")!,
      hh: named("weight_hh")!,
      biasIh: named("bias_ih"),
      biasHh: named("bias_hh"),
      hr: named("weight_hr"),
    };
  }

  /** By layer and direction. */
  private weightNames(): readonly (readonly WeightName[][])[] {
    const kinds = [
      "weight_ih",
      "weight_hh",
      ...(this.bias ? (["bias_ih", "bias_hh"] as const) : []),
      ...(this.proj_size > 0 ? (["weight_hr"] as const) : []),
    ] as const;
    const directions = this.bidirectional ? (["", "_reverse"] as const) : ([""] as const);
    return Array.from({ length: this.num_layers }, (_, layer) =>
      directions.map((suffix) => kinds.map((kind) => `${kind}_l${layer}${suffix}` as const)),
    );
  }

  private weightShape(name: WeightName, layer: number): readonly number[] {
    const rows = cells[this.mode].blocks * this.hidden_size;
    if (name.startsWith("bias")) return [rows];
    if (name.startsWith("weight_hr")) return [this.proj_size, this.hidden_size];
    if (name.startsWith("weight_hh")) return [rows, this.outputSize];
    return [rows, layer === 0 ? this.input_size : this.outputSize * (this.bidirectional ? 2 : 1)];
  }

  private get outputSize(): number {
    return this.proj_size > 0 ? this.proj_size : this.hidden_size;
  }

  private stateShapes(batch: number): readonly (readonly number[])[] {
    const count = this.num_layers * (this.bidirectional ? 2 : 1);
    const sizes = this.mode === "LSTM" ? [this.outputSize, this.hidden_size] : [this.outputSize];
    return sizes.map((size) => [count, batch, size]);
  }

  private zeroState(batch: number, { dtype }: Tensor): State {
    const [h, ...c] = this.stateShapes(batch).map((shape) => filledTensor(shape, 0, dtype));
    return [h!, ...c];
  }

  private checkInput(input: Tensor, rank: number): void {
    const { dtype } = this.weight_ih_l0;
    if (input.dtype !== dtype) throw errors.recurrentDtype(String(input.dtype), String(dtype));
    if (input.ndim !== rank) throw errors.recurrentDimensions(rank, input.ndim);
    const size = input.shape.at(-1)!;
    if (size !== this.input_size) throw errors.recurrentInputSize(this.input_size, size);
  }

  private checkState(state: State, batch: number): void {
    this.stateShapes(batch).forEach((expected, i) => {
      const { shape } = state[i]!;
      const fits = shape.length === 3 && shape.every((size, dim) => size === expected[dim]);
      if (!fits) throw errors.stateSize(this.mode === "LSTM" ? `hidden[${i}]` : "hidden", expected, shape);
    });
  }
}

/** The same class for those whose `forward`, and so whose call, has several forms. */
export type RecurrentModuleCalled<Calls> = abstract new (
  ...args: ConstructorParameters<typeof RecurrentModule>
) => RecurrentModule & Calls;

function eachOf([h, ...c]: State, change: (part: Tensor) => Tensor): State {
  return [change(h), ...c.map(change)];
}
