import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { list, numbers, numbersOf } from "../support/numbers.js";

const F = torch.nn.functional;
const none = { reduction: "none" } as const;
const labels = (...values: readonly number[]): torch.Tensor => torch.tensor([...values], { dtype: torch.long });

/** What PyTorch answers at the edges: kinks, infinities, NaN, nothing at all. */
const edges: readonly (readonly [string, () => torch.Tensor, readonly number[]])[] = [
  [
    "kl_div counts nothing for a target of 0, not even beside −∞… where that makes NaN",
    () => F.kl_div(list(0.5, -Infinity, 1), list(0, 0, -1), none),
    [0, NaN, NaN],
  ],
  [
    "poisson_nll_loss adds Stirling's term only above 1",
    () => F.poisson_nll_loss(list(1, 0), list(1, 3), { full: true, ...none }),
    [1.7182817459106445, 2.7640814781188965],
  ],
  [
    "smooth_l1_loss is l1_loss for a beta of 0",
    () => F.smooth_l1_loss(list(0, 1, -2), list(0, 0, 0), { beta: 0, ...none }),
    [0, 1, 2],
  ],
  [
    "hinge_embedding_loss adds both sides for a target that is neither 1 nor −1",
    () => F.hinge_embedding_loss(list(0.5, 2, 0.25), list(1, -1, 0), none),
    [0.5, 0, 1],
  ],
  [
    "multi_margin_loss does not count NaN",
    () => F.multi_margin_loss(list(1, NaN, 2).unsqueeze(0), labels(0), none),
    [2 / 3],
  ],
  [
    "soft_margin_loss overflows as its exponential does",
    () => F.soft_margin_loss(list(1000, -1000), list(1, 1), none),
    [0, Infinity],
  ],
  [
    "ctc_loss is infinite where the labels do not fit",
    () => F.ctc_loss(list(0, 0).view(1, 1, 2), labels(1, 1).view(1, 2), [1], [2], none),
    [Infinity],
  ],
  [
    "ctc_loss counts such a loss as 0 if asked to",
    () => F.ctc_loss(list(0, 0).view(1, 1, 2), labels(1, 1).view(1, 2), [1], [2], { zero_infinity: true, ...none }),
    [0],
  ],
  [
    "cosine_embedding_loss of a vector without length is 1",
    () => F.cosine_embedding_loss(list(0, 0), list(1, 1), list(1).squeeze(), none),
    [1],
  ],
  [
    "binary_cross_entropy never takes a logarithm below −100",
    () => F.binary_cross_entropy(list(0, 1), list(1, 1), none),
    [100, 0],
  ],
  [
    "gaussian_nll_loss takes eps for a variance of 0",
    () => F.gaussian_nll_loss(list(1), list(0), list(0), none),
    [499993.0922446852],
  ],
  [
    "multilabel_margin_loss reads labels up to −1",
    () => F.multilabel_margin_loss(list(0.1, 0.2, 0.4, 0.8), labels(3, 0, -1, 1)),
    [0.85],
  ],
  ["nll_loss of nothing has no mean", () => F.nll_loss(torch.zeros(0, 3), torch.zeros(0).long()), [NaN]],
  [
    "cross_entropy has no mean if all is ignored",
    () => F.cross_entropy(torch.ones(2, 3), labels(1, 1), { ignore_index: 1 }),
    [NaN],
  ],
  [
    "huber_loss divides weighted losses by how many there are",
    () => F.huber_loss(list(1, 3), list(0, 0), { weight: list(1, 2) }),
    [2.75],
  ],
  [
    "mse_loss divides weighted losses by the weights",
    () => F.mse_loss(list(1, 3), list(0, 0), { weight: list(1, 2) }),
    [19 / 3],
  ],
  [
    "embedding_bag gives zeros for an empty bag",
    () => F.embedding_bag(labels(0, 1, 1), list(1, 2, 3, 4).view(2, 2), labels(0, 0), { mode: "max" }),
    [0, 0, 3, 4],
  ],
];

describe("losses at their edges:", () => {
  for (const [title, code, expected] of edges) {
    it(title, () => {
      assert.deepEqual(numbersOf(code()), numbers(...expected));
    });
  }
});

describe("losses", () => {
  it("of triplets take any distance", () => {
    const distance = (x: torch.Tensor, y: torch.Tensor): torch.Tensor => x.sub(y).abs().sum(-1);
    const [a, p, n] = [list(0, 0), list(1, 1), list(2, 2)];
    const loss = F.triplet_margin_with_distance_loss(a, p, n, { distance_function: distance, margin: 3 });
    assert.equal(loss.item(), 1);
    assert.equal(
      F.triplet_margin_with_distance_loss(a, p, n, { distance_function: distance, margin: 3, swap: true }).item(),
      3,
    );
  });

  it("of classes pass the gradient of a squared excess on to the target's class", () => {
    const x = list(1, 0, 2).requires_grad_();
    F.multi_margin_loss(x, labels(0), 2).backward();
    assert.deepEqual(numbersOf(x.grad!), numbers(-4 / 3, 0, 4 / 3));
  });

  it("of labellings have the gradient of the logits' softmax", () => {
    const logits = list(0.5, -1, 2, 0, 1, -0.5).view(2, 1, 3).requires_grad_();
    const probabilities = logits.log_softmax(2);
    const loss = F.ctc_loss(probabilities, labels(1).view(1, 1), [2], [1], { reduction: "sum" });
    const [direct, behind] = torch.autograd.grad(loss, [probabilities, logits]) as [torch.Tensor, torch.Tensor];
    assert.deepEqual(numbersOf(behind), numbersOf(direct));
  });

  it("of embeddings divide gradients by how often a row is named", () => {
    const table = list(1, 2, 3).view(3, 1).requires_grad_();
    F.embedding(labels(0, 1, 1), table, { scale_grad_by_freq: true })
      .sum()
      .backward();
    assert.deepEqual(numbersOf(table.grad!), [1, 1, 0]);
  });

  it("of embeddings shorten the rows that are used, and no others, in place", () => {
    const table = list(3, 4, 6, 8).view(2, 2);
    F.embedding(labels(0), table, { max_norm: 1 });
    assert.deepEqual(numbersOf(table), numbers(0.6, 0.8, 6, 8));
  });
});
