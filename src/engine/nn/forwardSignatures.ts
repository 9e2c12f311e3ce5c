import * as modules from "./api.js";
import { Module } from "./module.js";
import { declareForward, type ForwardSignature } from "./module/forwardArguments.js";

/** The inputs of those that take other ones than `input`, or `input` and `target`; a question mark for what may be left out. */
const inputs: Readonly<Record<string, string>> = {
  AdaptiveLogSoftmaxWithLoss: "input_, target_",
  Bilinear: "input1, input2",
  ConvTranspose: "input, output_size?",
  CosineEmbeddingLoss: "input1, input2, target",
  CosineSimilarity: "x1, x2",
  CTCLoss: "log_probs, targets, input_lengths, target_lengths",
  EmbeddingBag: "input, offsets?, per_sample_weights?",
  GaussianNLLLoss: "input, target, var",
  GRU: "input, hx?",
  LSTM: "input, hx?",
  MarginRankingLoss: "input1, input2, target",
  MaxUnpool: "input, indices, output_size?",
  MultiheadAttention:
    "query, key, value, key_padding_mask?, need_weights?, attn_mask?, average_attn_weights?, is_causal?",
  PairwiseDistance: "x1, x2",
  PoissonNLLLoss: "log_input, target",
  RMSNorm: "x",
  RNN: "input, hx?",
  Transformer:
    "src, tgt, src_mask?, tgt_mask?, memory_mask?, src_key_padding_mask?, tgt_key_padding_mask?, memory_key_padding_mask?, src_is_causal?, tgt_is_causal?, memory_is_causal?",
  TransformerDecoder:
    "tgt, memory, tgt_mask?, memory_mask?, tgt_key_padding_mask?, memory_key_padding_mask?, tgt_is_causal?, memory_is_causal?",
  TransformerEncoder: "src, mask?, src_key_padding_mask?, is_causal?",
  TransformerEncoderLayer: "src, src_mask?, src_key_padding_mask?, is_causal?",
  TripletMargin: "anchor, positive, negative",
};

/** Where PyTorch has the function in a class that has no public name, or another one. */
const owners: Readonly<Record<string, string>> = {
  BatchNorm: "_BatchNorm",
  CircularPad: "_CircularPadNd",
  ConstantPad: "_ConstantPadNd",
  InstanceNorm: "_InstanceNorm",
  ReflectionPad: "_ReflectionPadNd",
  ReLU6: "Hardtanh",
  ReplicationPad: "_ReplicationPadNd",
  Upsampling: "Upsample",
  ZeroPad: "_ConstantPadNd",
};

/** What goes through these may be anything. */
const takeObjects: ReadonlySet<string> = new Set(["Identity", "Sequential"]);

const byClass = new Map<object, ForwardSignature>();

for (const [name, value] of Object.entries(modules)) {
  if (typeof value !== "function" || !(value.prototype instanceof Module)) continue;
  const { forward } = value.prototype;
  if (forward === undefined || isContainer(name)) continue;
  byClass.set(value.prototype, signatureOf(name, forward.length));
  declareForward(forward, (module) => byClass.get(ownPrototype(module))!);
}

function signatureOf(name: string, count: number): ForwardSignature {
  const ordinary = name.replace(/^Lazy/, "");
  const listed = entryFor(ordinary, inputs) ?? ["input", "target"].slice(0, count).join(", ");
  const names = listed.split(", ");
  return {
    owner: entryFor(ordinary, owners) ?? ordinary,
    names: names.map((input) => input.replace("?", "")),
    required: names.filter((input) => !input.endsWith("?")).length,
    takesObjects: takeObjects.has(name),
  };
}

/** The entry whose key a class's name begins with, the longest one. */
function entryFor(name: string, table: Readonly<Record<string, string>>): string | undefined {
  const [key] = Object.keys(table)
    .filter((beginning) => name.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  return key === undefined ? undefined : table[key];
}

/** Lists and dictionaries cannot be called. */
function isContainer(name: string): boolean {
  return name.endsWith("List") || name.endsWith("Dict");
}

/** The nearest class of PyTorch's, of which a script may have derived its own. */
function ownPrototype(module: Module): object {
  let prototype = Object.getPrototypeOf(module) as object;
  while (!byClass.has(prototype)) prototype = Object.getPrototypeOf(prototype) as object;
  return prototype;
}
