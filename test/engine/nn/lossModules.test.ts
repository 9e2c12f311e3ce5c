import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const F = nn.functional;

describe("losses as modules", () => {
  const x = torch.linspace(-2, 3, 12).view(3, 4);
  const y = torch.linspace(0.1, 0.9, 12).view(3, 4);
  const signs = torch.tensor([1, -1, 1]);
  const classes = torch.tensor([0n, 3n, 1n]);
  const weight = torch.tensor([1, 2, 3, 4]);
  const sum = { reduction: "sum" } as const;
  const none = { reduction: "none" } as const;
  const logs = F.log_softmax(torch.linspace(-1, 1, 30).view(5, 2, 3), 2);
  const labels = torch.tensor([
    [1n, 2n],
    [2n, 1n],
  ]);
  const rows: readonly (readonly [torch.nn.Module, torch.Tensor, torch.Tensor])[] = [
    [new nn.MSELoss(sum), new nn.MSELoss(sum)(x, y), F.mse_loss(x, y, sum)],
    [new nn.L1Loss(none), new nn.L1Loss(none)(x, y), F.l1_loss(x, y, none)],
    [new nn.SmoothL1Loss(), new nn.SmoothL1Loss({ beta: 0.5 })(x, y), F.smooth_l1_loss(x, y, { beta: 0.5 })],
    [new nn.HuberLoss(), new nn.HuberLoss("sum", 2)(x, y), F.huber_loss(x, y, { delta: 2, ...sum })],
    [
      new nn.CrossEntropyLoss(),
      new nn.CrossEntropyLoss(weight, { label_smoothing: 0.1 })(x, classes),
      F.cross_entropy(x, classes, weight, { label_smoothing: 0.1 }),
    ],
    [new nn.NLLLoss(), new nn.NLLLoss({ ignore_index: 3 })(x, classes), F.nll_loss(x, classes, { ignore_index: 3 })],
    [new nn.BCELoss(), new nn.BCELoss(weight)(y, y), F.binary_cross_entropy(y, y, weight)],
    [
      new nn.BCEWithLogitsLoss(),
      new nn.BCEWithLogitsLoss({ pos_weight: weight })(x, y),
      F.binary_cross_entropy_with_logits(x, y, { pos_weight: weight }),
    ],
    [
      new nn.KLDivLoss(),
      new nn.KLDivLoss({ reduction: "batchmean" })(x, y),
      F.kl_div(x, y, { reduction: "batchmean" }),
    ],
    [new nn.PoissonNLLLoss(), new nn.PoissonNLLLoss(false)(y, y), F.poisson_nll_loss(y, y, false)],
    [
      new nn.GaussianNLLLoss(),
      new nn.GaussianNLLLoss({ full: true })(x, y, y),
      F.gaussian_nll_loss(x, y, y, { full: true }),
    ],
    [
      new nn.HingeEmbeddingLoss(),
      new nn.HingeEmbeddingLoss()(x.select(1, 0), signs),
      F.hinge_embedding_loss(x.select(1, 0), signs),
    ],
    [
      new nn.MarginRankingLoss(),
      new nn.MarginRankingLoss(0.5)(x.select(1, 0), y.select(1, 0), signs),
      F.margin_ranking_loss(x.select(1, 0), y.select(1, 0), signs, 0.5),
    ],
    [
      new nn.CosineEmbeddingLoss(),
      new nn.CosineEmbeddingLoss({ margin: 0.1 })(x, y, signs),
      F.cosine_embedding_loss(x, y, signs, 0.1),
    ],
    [
      new nn.SoftMarginLoss(),
      new nn.SoftMarginLoss()(x.select(1, 0), signs),
      F.soft_margin_loss(x.select(1, 0), signs),
    ],
    [new nn.MultiMarginLoss(), new nn.MultiMarginLoss(2)(x, classes), F.multi_margin_loss(x, classes, 2)],
    [
      new nn.MultiLabelMarginLoss(),
      new nn.MultiLabelMarginLoss()(x.select(0, 0), torch.tensor([1n, 3n, -1n, 0n])),
      F.multilabel_margin_loss(x.select(0, 0), torch.tensor([1n, 3n, -1n, 0n])),
    ],
    [
      new nn.MultiLabelSoftMarginLoss(),
      new nn.MultiLabelSoftMarginLoss(weight)(x, y),
      F.multilabel_soft_margin_loss(x, y, weight),
    ],
    [
      new nn.TripletMarginLoss(),
      new nn.TripletMarginLoss({ p: 1, swap: true })(x, y, x.neg()),
      F.triplet_margin_loss(x, y, x.neg(), { p: 1, swap: true }),
    ],
    [
      new nn.TripletMarginWithDistanceLoss(),
      new nn.TripletMarginWithDistanceLoss({ margin: 2 })(x, y, x.neg()),
      F.triplet_margin_with_distance_loss(x, y, x.neg(), { margin: 2 }),
    ],
    [
      new nn.CTCLoss(),
      new nn.CTCLoss({ zero_infinity: true })(logs, labels, [5, 5], [2, 2]),
      F.ctc_loss(logs, labels, [5, 5], [2, 2], { zero_infinity: true }),
    ],
  ];
  for (const [module, actual, expected] of rows) {
    it(`compute what the function does, and print nothing but their name: ${module.constructor.name}`, () => {
      assert.deepEqual(actual.tolist(), expected.tolist());
      assert.equal(String(module), `${module.constructor.name}()`);
    });
  }

  it("have their weights in their state", () => {
    assert.deepEqual(Object.keys(new nn.CrossEntropyLoss(weight).state_dict()), ["weight"]);
    assert.deepEqual(Object.keys(new nn.CrossEntropyLoss().state_dict()), []);
  });

  it("refuse settings that are none", () => {
    assert.throws(() => new nn.MSELoss({ reduction: "avg" } as never), /avg is not a valid value for reduction/);
    assert.throws(() => new nn.CrossEntropyLoss([1, 2] as never), /argument 'weight' must be Tensor/);
    assert.throws(() => new nn.HuberLoss("mean", "1" as never), /argument 'delta'/);
  });
});
