import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const F = nn.functional;

describe("layers compute what the functions of the same name do", () => {
  const x = torch.tensor([
    [1, -2],
    [0.5, 3],
  ]);
  const image = torch.randn(2, 2, 6, 6);
  const linear = new nn.Linear(2, 3);
  const conv = new nn.Conv2d(2, 4, 3, { stride: 2, padding: 1 });
  const table = new nn.Embedding(4, 3);
  const target = torch.tensor([1n, 0n]);
  const rows: readonly (readonly [string, () => torch.Tensor, () => torch.Tensor])[] = [
    ["Linear", () => linear(x), () => F.linear(x, linear.weight, linear.bias)],
    ["Conv2d", () => conv(image), () => F.conv2d(image, conv.weight, conv.bias, { stride: 2, padding: 1 })],
    ["MaxPool2d", () => new nn.MaxPool2d(3, 1)(image), () => F.max_pool2d(image, 3, 1)],
    [
      "AvgPool2d",
      () => new nn.AvgPool2d(2, { padding: 1, count_include_pad: false })(image),
      () => F.avg_pool2d(image, 2, { padding: 1, count_include_pad: false }),
    ],
    ["ReLU", () => new nn.ReLU()(x), () => x.relu()],
    ["Tanh", () => new nn.Tanh()(x), () => x.tanh()],
    ["Sigmoid", () => new nn.Sigmoid()(x), () => x.sigmoid()],
    ["GELU", () => new nn.GELU("tanh")(x), () => F.gelu(x, { approximate: "tanh" })],
    ["Flatten", () => new nn.Flatten()(image), () => image.flatten(1)],
    ["Embedding", () => table(target), () => F.embedding(target, table.weight)],
    [
      "MSELoss",
      () => new nn.MSELoss({ reduction: "sum" })(x, x.mul(2)),
      () => F.mse_loss(x, x.mul(2), { reduction: "sum" }),
    ],
    ["L1Loss", () => new nn.L1Loss()(x, x.mul(2)), () => F.l1_loss(x, x.mul(2))],
    ["NLLLoss", () => new nn.NLLLoss()(F.log_softmax(x, 1), target), () => F.nll_loss(F.log_softmax(x, 1), target)],
    [
      "CrossEntropyLoss",
      () => new nn.CrossEntropyLoss({ label_smoothing: 0.1 })(x, target),
      () => F.cross_entropy(x, target, { label_smoothing: 0.1 }),
    ],
    [
      "CrossEntropyLoss with weights",
      () => new nn.CrossEntropyLoss(torch.tensor([1, 3]))(x, target),
      () => F.cross_entropy(x, target, torch.tensor([1, 3])),
    ],
    [
      "BCEWithLogitsLoss",
      () => new nn.BCEWithLogitsLoss()(x, x.gt(0).to(torch.float32)),
      () => F.binary_cross_entropy_with_logits(x, x.gt(0).to(torch.float32)),
    ],
  ];
  for (const [name, layer, direct] of rows) {
    it(name, () => {
      assert.deepEqual(layer().tolist(), direct().tolist());
      assert.deepEqual(layer().shape, direct().shape);
    });
  }

  it("ReLU in place writes over its input and is differentiated", () => {
    const leaf = torch.tensor([-1, 2], { requires_grad: true });
    const doubled = leaf.mul(2);
    assert.equal(new nn.ReLU(true)(doubled), doubled);
    doubled.sum().backward();
    assert.deepEqual(
      [doubled.tolist(), leaf.grad!.tolist()],
      [
        [0, 4],
        [0, 2],
      ],
    );
  });

  it("Dropout drops while training only, with the mask that PyTorch draws", () => {
    const dropout = new nn.Dropout();
    torch.manual_seed(0);
    const dropped = dropout(torch.ones(8));
    assert.deepEqual(dropped.tolist(), [0, 0, 2, 0, 0, 0, 2, 2]);
    torch.manual_seed(0);
    const inPlace = torch.ones(8);
    assert.equal(new nn.Dropout(0.5, true)(inPlace), inPlace);
    assert.deepEqual(inPlace.tolist(), dropped.tolist());
    const same = torch.ones(8);
    assert.equal(dropout.eval()(same), same);
  });
});

describe("containers", () => {
  const net = (): torch.nn.Sequential => new nn.Sequential(new nn.Linear(1, 2), new nn.Tanh(), new nn.Linear(2, 1));

  it("run one layer after the other and name them by number, or by names of one's own", () => {
    const layers = net();
    const x = torch.ones(3, 1);
    assert.deepEqual(
      layers(x).tolist(),
      layers
        .at(2)(layers.at(1)(layers.at(0)(x)))
        .tolist(),
    );
    assert.deepEqual(
      layers.named_parameters().map(([name]) => name),
      ["0.weight", "0.bias", "2.weight", "2.bias"],
    );
    const named = new nn.Sequential({ hidden: new nn.Linear(1, 2), out: new nn.Linear(2, 1) });
    assert.deepEqual(
      named.named_children().map(([name]) => name),
      ["hidden", "out"],
    );
    assert.equal(String(named.slice(1)), "Sequential(\n  (out): Linear(in_features=2, out_features=1, bias=True)\n)");
    assert.deepEqual(Object.keys(net().slice(1).state_dict()), ["2.weight", "2.bias"]);
  });

  it("can be indexed, sliced, changed and gone through", () => {
    const layers = net();
    assert.equal(layers.length, 3);
    assert.equal(layers.at(-1), layers.children()[2]);
    assert.deepEqual(layers.at<torch.nn.Linear>(0).weight.shape, [2, 1]);
    assert.ok(layers.slice(1) instanceof nn.Sequential);
    assert.deepEqual([...layers.slice(1)], layers.children().slice(1));
    const tanh = layers.pop(1);
    assert.deepEqual([tanh.constructor.name, layers.length], ["Tanh", 2]);
    layers.insert(0, new nn.Flatten());
    layers.append(tanh).set(1, new nn.ReLU());
    assert.deepEqual(
      [...layers].map((layer) => layer.constructor.name),
      ["Flatten", "ReLU", "Linear", "Tanh"],
    );
    assert.throws(() => layers.at(4), /^IndexError: index 4 is out of range$/);
    assert.throws(() => layers.at(-5), /^IndexError: index -5 is out of range$/);
  });

  it("ModuleList registers what it holds, and is not called itself", () => {
    const list = new nn.ModuleList([new nn.Linear(1, 1), new nn.Linear(1, 1)]);
    let x = torch.ones(1);
    for (const layer of list) x = layer(x);
    assert.deepEqual(x.shape, [1]);
    assert.equal(list.extend([new nn.Linear(1, 1)]).parameters().length, 6);
    assert.throws(
      () => (list as unknown as (x: torch.Tensor) => unknown)(x),
      /^NotImplementedError: Module \[ModuleList\] is missing/,
    );
  });
});

describe("layers refuse", () => {
  const mistakes: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "an input of the wrong size",
      () => new nn.Linear(2, 3)(torch.ones(4, 5)),
      /^RuntimeError: mat1 and mat2 shapes cannot be multiplied \(4x5 and 2x3\)$/,
    ],
    [
      "a probability beyond 1",
      () => new nn.Dropout(1.5),
      /^ValueError: dropout probability has to be between 0 and 1, but got 1\.5$/,
    ],
    [
      "channels that groups do not divide",
      () => new nn.Conv2d(3, 4, 1, { groups: 2 }),
      /^ValueError: in_channels must be divisible by groups$/,
    ],
    [
      "same padding with a stride",
      () => new nn.Conv2d(1, 1, 3, { padding: "same", stride: 2 }),
      /^ValueError: padding='same' is not supported for strided convolutions$/,
    ],
    ["a padding row that is not there", () => new nn.Embedding(3, 2, 5), /Padding_idx must be within num_embeddings$/],
    [
      "an option that is none",
      () => new nn.Linear(2, 3, { bais: false } as object),
      /^TypeError: Linear\(\) got an unexpected keyword argument 'bais' \(did you mean 'bias'\?\)$/,
    ],
    [
      "a size that is no number",
      () => new nn.Linear("2" as never, 3),
      /^TypeError: Linear\(\): argument 'in_features' must be int, not string$/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(name, () => assert.throws(run, text));
});
