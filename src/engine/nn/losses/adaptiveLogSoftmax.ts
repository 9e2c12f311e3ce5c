import { booleanArgument, integersArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { TwoTensors } from "../../namedTuple.js";
import { cat } from "../../ops/join.js";
import { log_softmax } from "../../ops/softmax.js";
import { printingAs } from "../../printingAs.js";
import { Size } from "../../size.js";
import type { Tensor } from "../../tensor.js";
import { ModuleList } from "../containers/moduleList.js";
import { Sequential } from "../containers/sequential.js";
import { Linear } from "../linear/linear.js";
import { Module } from "../module.js";
import { countArgument, factoryNames, type FactoryOptions } from "../module/factory.js";

export interface AdaptiveLogSoftmaxOptions extends FactoryOptions {
  /** How many features an input has. */
  readonly in_features?: number;
  /** How many classes there are. */
  readonly n_classes?: number;
  /** Where the clusters of rarer classes begin, in increasing order. */
  readonly cutoffs?: readonly number[];
  /** By how much each cluster has fewer features than the one before; 4 unless given. */
  readonly div_value?: number;
  /** Whether the head has a bias; false unless given. */
  readonly head_bias?: boolean;
}

/** What the module gives: the log probability of each target, and the mean of their negatives. */
export interface AdaptiveLogSoftmaxResult extends TwoTensors {
  /** The log probabilities of the targets, in their shape. */
  readonly output: Tensor;
  /** The mean of the negative log probabilities. */
  readonly loss: Tensor;
}

/**
 * The softmax of very many classes that are sorted by how frequent they are: a head has the frequent ones, and clusters of
 * ever fewer features the rarer ones. Throws unless the cutoffs increase between 1 and n_classes − 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html
 */
export class AdaptiveLogSoftmaxWithLoss extends Module {
  /** How many features an input has. */
  readonly in_features: number;
  /** How many classes there are. */
  readonly n_classes: number;
  /** Where the clusters begin, and the number of classes at the end. */
  readonly cutoffs: readonly number[];
  /** By how much each cluster has fewer features than the one before. */
  readonly div_value: number;
  /** Whether the head has a bias. */
  readonly head_bias: boolean;
  /** How many classes the head has. */
  readonly shortlist_size: number;
  /** How many clusters there are. */
  readonly n_clusters: number;
  /** How many classes and clusters the head tells apart. */
  readonly head_size: number;
  /** Tells the frequent classes and the clusters apart. */
  readonly head: Linear;
  /** Tell the classes of each cluster apart. */
  readonly tail: ModuleList<Sequential>;

  constructor(
    in_features: number | AdaptiveLogSoftmaxOptions,
    n_classes?: number | AdaptiveLogSoftmaxOptions,
    cutoffs?: readonly number[] | AdaptiveLogSoftmaxOptions,
    div_value?: number | AdaptiveLogSoftmaxOptions,
    head_bias?: boolean | AdaptiveLogSoftmaxOptions,
    options?: FactoryOptions,
  ) {
    super();
    const op = "AdaptiveLogSoftmaxWithLoss";
    const names = ["in_features", "n_classes", "cutoffs", "div_value", "head_bias", ...factoryNames] as const;
    const args = [in_features, n_classes, cutoffs, div_value, head_bias, options];
    const given = readArguments<AdaptiveLogSoftmaxOptions>(op, names, args);
    this.in_features = countArgument(op, "in_features", given.in_features);
    this.n_classes = countArgument(op, "n_classes", given.n_classes);
    if (given.cutoffs === undefined) throw errors.missingArgument(`${op}.__init__`, "cutoffs");
    this.cutoffs = [...checkedCutoffs(given.cutoffs, this.n_classes), this.n_classes];
    this.div_value = given.div_value ?? 4;
    this.head_bias = booleanArgument(op, "head_bias", given.head_bias, false);
    this.shortlist_size = this.cutoffs[0]!;
    this.n_clusters = this.cutoffs.length - 1;
    this.head_size = this.shortlist_size + this.n_clusters;
    const factory: FactoryOptions = { ...(given.dtype !== undefined && { dtype: given.dtype }) };
    this.head = new Linear(this.in_features, this.head_size, this.head_bias, factory);
    const clusters = Array.from({ length: this.n_clusters }, (_, i) => {
      const hidden = Math.floor(this.in_features / this.div_value ** (i + 1));
      const size = this.cutoffs[i + 1]! - this.cutoffs[i]!;
      return new Sequential(
        new Linear(this.in_features, hidden, { bias: false, ...factory }),
        new Linear(hidden, size, { bias: false, ...factory }),
      );
    });
    this.tail = new ModuleList(clusters);
  }

  /** Draws the weights anew. */
  reset_parameters(): void {
    this.head.reset_parameters();
    for (const cluster of this.tail) for (const layer of cluster.children()) (layer as Linear).reset_parameters();
  }

  /** Inputs [N, in_features] and targets [N] below n_classes, or a single one of each. Throws for others. */
  override forward(input_: Tensor, target_: Tensor): AdaptiveLogSoftmaxResult {
    checkShapes(input_, target_);
    const isBatched = target_.ndim > 0;
    const [input, target] = isBatched ? [input_, target_] : [input_.unsqueeze(0), target_.unsqueeze(0)];
    const wanted = target.new_empty(target.shape);
    let output = input.new_zeros(target.shape);
    let used = 0;
    [0, ...this.cutoffs].slice(0, -1).forEach((low, i) => {
      const isHere = target.ge(low).logical_and(target.lt(this.cutoffs[i]!));
      const rows = isHere.nonzero().squeeze(1);
      used += rows.numel();
      if (rows.numel() === 0) return;
      const own = target.masked_select(isHere);
      if (i === 0) wanted.index_copy_(0, rows, own);
      else {
        const chances = log_softmax(this.tail.at(i - 1)(input.index_select(0, rows)), 1);
        wanted.index_fill_(0, rows, this.shortlist_size + i - 1);
        output = output.index_copy(0, rows, chances.gather(1, own.sub(low).unsqueeze(1)).squeeze(1));
      }
    });
    if (used !== target.size(0))
      throw errors.adaptiveTargets(this.n_classes - 1, Number(target.min().item()), Number(target.max().item()));
    const chances = log_softmax(this.head(input), 1);
    output = output.add(chances.gather(1, wanted.unsqueeze(1)).squeeze(1));
    return resultOf(isBatched ? output : output.squeeze(0), output.neg().mean());
  }

  /** The log probabilities of all classes, [N, n_classes], for inputs [N, in_features]. */
  log_prob(input: Tensor): Tensor {
    return this.allChances(input, this.head(input));
  }

  /** The likeliest class of each input [N, in_features]. */
  predict(input: Tensor): Tensor {
    const head = this.head(input);
    const frequent = head.argmax(1);
    const isRare = frequent.ge(this.shortlist_size);
    if (!isRare.any().item()) return frequent;
    const rows = isRare.nonzero().squeeze(1);
    const rare = this.allChances(input.index_select(0, rows), head.index_select(0, rows)).argmax(1);
    return frequent.index_copy(0, rows, rare);
  }

  private allChances(input: Tensor, head: Tensor): Tensor {
    const chances = log_softmax(head, 1);
    const clusters = [...this.tail].map((cluster, i) =>
      log_softmax(cluster(input), 1).add(chances.select(1, this.shortlist_size + i).unsqueeze(1)),
    );
    return cat([chances.narrow(1, 0, this.shortlist_size), ...clusters], 1);
  }
}

function checkedCutoffs(given: readonly number[], classes: number): readonly number[] {
  if (Array.isArray(given) && given.length === 0) throw errors.noCutoffs();
  const areWhole = Array.isArray(given) && given.every(Number.isInteger);
  const areIncreasing = given.every((cutoff, i) => cutoff > (given[i - 1] ?? 0));
  if (!areWhole || !areIncreasing || given.at(-1)! > classes - 1) throw errors.cutoffsOrder();
  return integersArgument("AdaptiveLogSoftmaxWithLoss", "cutoffs", given);
}

function checkShapes(input: Tensor, target: Tensor): void {
  if (target.ndim > 1) throw errors.adaptiveTargetRank();
  if (target.ndim === 1 && input.size(0) !== target.size(0)) throw errors.adaptiveBatch();
  const rank = target.ndim + 1;
  if (input.ndim !== rank) throw errors.adaptiveInputRank(target.ndim, rank, String(Size(input.shape)));
}

function resultOf(output: Tensor, loss: Tensor): AdaptiveLogSoftmaxResult {
  const pair = Object.assign([output, loss], { output, loss });
  return printingAs(
    pair,
    () => `_ASMoutput(output=${String(output)}, loss=${String(loss)})`,
  ) as unknown as AdaptiveLogSoftmaxResult;
}
