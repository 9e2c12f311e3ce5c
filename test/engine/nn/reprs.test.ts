import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";

const { nn } = torch;

const printed: Readonly<Record<string, () => torch.nn.Module>> = {
  Linear: () => new nn.Linear(2, 3),
  LazyLinear: () => new nn.LazyLinear(3),
  "Linear no bias": () => new nn.Linear(2, 3, { bias: false }),
  Conv2d: () => new nn.Conv2d(1, 2, 3, { padding: 1 }),
  "Sequential nested": () =>
    new nn.Sequential(new nn.Linear(1, 2), new nn.Sequential(new nn.ReLU(), new nn.Dropout(0.1))),
  Embedding: () => new nn.Embedding(5, 2, { padding_idx: 0 }),
  LayerNorm: () => new nn.LayerNorm(3),
  MaxPool2d: () => new nn.MaxPool2d(2),
  ModuleList: () => new nn.ModuleList<torch.nn.Module>([new nn.ReLU(), new nn.Tanh()]),
  LeakyReLU: () => new nn.LeakyReLU(0.2),
  GELU: () => new nn.GELU(),
  Softmax: () => new nn.Softmax(1),
  Flatten: () => new nn.Flatten(),
  CrossEntropyLoss: () => new nn.CrossEntropyLoss(),
  BatchNorm2d: () => new nn.BatchNorm2d(3),
  "BatchNorm1d no affine": () => new nn.BatchNorm1d(3, { affine: false }),
  GroupNorm: () => new nn.GroupNorm(2, 4),
  InstanceNorm1d: () => new nn.InstanceNorm1d(2),
  RMSNorm: () => new nn.RMSNorm(3),
  "RMSNorm eps": () => new nn.RMSNorm([2, 3], { eps: 1e-5, elementwise_affine: false }),
  "LayerNorm no bias": () => new nn.LayerNorm([2, 3], { bias: false }),
  Conv1d: () => new nn.Conv1d(1, 2, 3, { stride: 2, bias: false }),
  "Conv2d groups": () =>
    new nn.Conv2d(2, 4, [3, 1], { groups: 2, dilation: 2, padding: "same", padding_mode: "circular" }),
  ConvTranspose2d: () => new nn.ConvTranspose2d(1, 2, 3, { stride: 2, output_padding: 1 }),
  Bilinear: () => new nn.Bilinear(2, 3, 1),
  EmbeddingBag: () => new nn.EmbeddingBag(5, 2, { mode: "sum" }),
  AvgPool2d: () => new nn.AvgPool2d(2),
  AdaptiveAvgPool2d: () => new nn.AdaptiveAvgPool2d([1, null]),
  MaxPool1d: () => new nn.MaxPool1d(3, { stride: 1, padding: 1, ceil_mode: true }),
  Dropout: () => new nn.Dropout(),
  Dropout2d: () => new nn.Dropout2d(0.2),
  SiLU: () => new nn.SiLU(),
  "ReLU inplace": () => new nn.ReLU({ inplace: true }),
  ELU: () => new nn.ELU(0.5),
  PReLU: () => new nn.PReLU(),
  Softplus: () => new nn.Softplus(),
  Hardtanh: () => new nn.Hardtanh(-2, 3),
  Threshold: () => new nn.Threshold(0.1, 20),
  GLU: () => new nn.GLU(),
  LogSoftmax: () => new nn.LogSoftmax(1),
  Unflatten: () => new nn.Unflatten(1, [2, 3]),
  Identity: () => new nn.Identity(3),
  ZeroPad2d: () => new nn.ZeroPad2d(1),
  Upsample: () => new nn.Upsample({ scale_factor: 2, mode: "bilinear", align_corners: true }),
  PixelShuffle: () => new nn.PixelShuffle(2),
  MSELoss: () => new nn.MSELoss(),
  ParameterList: () => new nn.ParameterList([new nn.Parameter(torch.ones(2))]),
  ParameterDict: () => new nn.ParameterDict({ a: new nn.Parameter(torch.ones(2, 3)) }),
  ModuleDict: () => new nn.ModuleDict({ a: new nn.ReLU(), b: new nn.Linear(1, 1) }),
  "ModuleList repeated": () =>
    new nn.ModuleList<torch.nn.Module>([...[1, 2, 3].map(() => new nn.Linear(1, 1)), new nn.Tanh()]),
  MultiheadAttention: () => new nn.MultiheadAttention(4, 2),
  TransformerEncoderLayer: () => new nn.TransformerEncoderLayer(4, 2, 6),
  TransformerEncoder: () =>
    new nn.TransformerEncoder(new nn.TransformerEncoderLayer(4, 2, 6, { batch_first: true }), 2),
  "Sequential empty": () => new nn.Sequential(),
  LSTM: () => new nn.LSTM(2, 3),
  GRU: () => new nn.GRU(2, 3, { num_layers: 2, bidirectional: true }),
  RNN: () => new nn.RNN(2, 3, { batch_first: true, dropout: 0.1, num_layers: 2 }),
  "LSTM proj": () => new nn.LSTM(2, 3, { proj_size: 1, bias: false }),
  GRUCell: () => new nn.GRUCell(2, 3),
  LSTMCell: () => new nn.LSTMCell(2, 3, { bias: false }),
};

/** The modules that are not there yet. */
const waiting: readonly string[] = [];

describe("the printed form of ready-made modules is PyTorch's", () => {
  const forms = new Map(
    readOracle<{ cases: readonly { name: string; repr: string }[] }>("semantics/reprModules.json")
      .cases.filter(({ name }) => name.startsWith("module "))
      .map(({ name, repr }) => [name.slice("module ".length), repr]),
  );
  for (const [name, make] of Object.entries(printed)) {
    it(name, () => {
      assert.equal(inspect(make()), forms.get(name));
      assert.equal(String(make()), forms.get(name));
    });
  }

  it("of all but those that wait by name", () => {
    assert.deepEqual([...Object.keys(printed), ...waiting].sort(), [...forms.keys()].sort());
  });

  it("with every setting of a convolution that is not the usual one", () => {
    const conv = new nn.Conv2d(2, 4, [3, 1], 1, "same", 2, 2, false);
    assert.equal(
      String(conv),
      "Conv2d(2, 4, kernel_size=(3, 1), stride=(1, 1), padding=same, dilation=(2, 2), groups=2, bias=False)",
    );
  });
});
