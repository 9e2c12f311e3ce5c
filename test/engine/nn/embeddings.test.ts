import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const F = nn.functional;

describe("embeddings as modules", () => {
  const rows = torch.tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const indices = torch.tensor([
    [0n, 2n],
    [1n, 1n],
  ]);

  it("print as PyTorch does", () => {
    const printed: readonly (readonly [torch.nn.Module, string])[] = [
      [new nn.Embedding(5, 2, { padding_idx: 0 }), "Embedding(5, 2, padding_idx=0)"],
      [
        new nn.Embedding(3, 4, { max_norm: 1.5, norm_type: 1, scale_grad_by_freq: true, sparse: true }),
        "Embedding(3, 4, max_norm=1.5, norm_type=1, scale_grad_by_freq=True, sparse=True)",
      ],
      [new nn.EmbeddingBag(3, 4), "EmbeddingBag(3, 4, mode='mean')"],
      [
        new nn.EmbeddingBag(3, 4, { mode: "sum", padding_idx: 0, include_last_offset: true }),
        "EmbeddingBag(3, 4, mode='sum', padding_idx=0)",
      ],
    ];
    for (const [module, text] of printed) assert.equal(String(module), text);
  });

  it("look up rows that were given, which are frozen unless told otherwise", () => {
    const frozen = nn.Embedding.from_pretrained(rows);
    assert.equal(frozen.weight.requires_grad, false);
    assert.deepEqual(frozen(indices).tolist(), F.embedding(indices, rows).tolist());
    const learned = nn.Embedding.from_pretrained(rows, { freeze: false, padding_idx: -1 });
    learned(indices).sum().backward();
    assert.deepEqual(learned.weight.grad!.tolist(), [
      [1, 1],
      [2, 2],
      [0, 0],
    ]);
  });

  it("shorten the rows that are used", () => {
    const short = nn.Embedding.from_pretrained(rows.clone(), { max_norm: 1 });
    const norms = short(torch.tensor([1n]))
      .norm()
      .item();
    assert.ok(Math.abs(norms - 1) < 1e-6);
  });

  it("sum up bags, by offsets and with weights", () => {
    const bags = nn.EmbeddingBag.from_pretrained(rows, { mode: "sum" });
    assert.deepEqual(bags(indices).tolist(), [
      [6, 8],
      [6, 8],
    ]);
    const offsets = torch.tensor([0n, 3n]);
    assert.deepEqual(
      bags(indices.flatten(), offsets).tolist(),
      F.embedding_bag(indices.flatten(), rows, offsets, { mode: "sum" }).tolist(),
    );
    const per_sample_weights = torch.tensor([
      [1, 2],
      [0, 1],
    ]);
    assert.deepEqual(bags(indices, { per_sample_weights }).tolist(), [
      [11, 14],
      [3, 4],
    ]);
  });

  it("let the rows of bags be written before backward, which needs them for the weights of samples only", () => {
    const input = torch.tensor([[0n, 2n]]);
    for (const mode of ["sum", "mean", "max"] as const) {
      const weight = rows.clone().requires_grad_();
      const bags = F.embedding_bag(input, weight, { mode });
      torch.no_grad(() => weight.zero_());
      bags.sum().backward();
      assert.deepEqual(weight.grad!.sum().item(), mode === "sum" ? 4 : 2);
    }
    const [weight, per_sample_weights] = [rows.clone().requires_grad_(), torch.ones(1, 2).requires_grad_()];
    const bags = F.embedding_bag(input, weight, { mode: "sum", per_sample_weights });
    torch.no_grad(() => weight.zero_());
    assert.throws(() => bags.sum().backward(), /modified by an inplace operation/);
  });

  it("give the padding's row no part of a gradient that is infinite, and others all of it", () => {
    const input = torch.tensor([
      [0n, 2n],
      [1n, 1n],
    ]);
    const infinite = torch.full([2, 2], Infinity);
    const gradient = (look: (weight: torch.Tensor) => torch.Tensor, given: torch.Tensor): unknown => {
      const weight = rows.clone().requires_grad_();
      look(weight).backward(given);
      return weight.grad!.tolist();
    };
    const wholes = [Infinity, Infinity];
    for (const mode of ["sum", "mean", "max"] as const) {
      assert.deepEqual(
        gradient((weight) => F.embedding_bag(input, weight, { mode, padding_idx: 0 }), infinite),
        [[0, 0], wholes, wholes],
      );
    }
    assert.deepEqual(
      gradient((weight) => F.embedding(input.select(0, 1), weight, { scale_grad_by_freq: true }), infinite),
      [[0, 0], wholes, [0, 0]],
    );
  });

  it("refuse what does not fit", () => {
    assert.throws(() => new nn.Embedding(3, 2, 3), {
      name: "AssertionError",
      message: "Padding_idx must be within num_embeddings",
    });
    assert.throws(() => new nn.EmbeddingBag(3, 2, { padding_idx: -4 }), /padding_idx must be within num_embeddings/);
    assert.throws(() => nn.Embedding.from_pretrained(torch.ones(3)), /expected to be 2-dimensional/);
    assert.throws(() => new nn.Embedding(2, 2, { _weight: rows }), /Shape of weight does not match/);
    assert.throws(() => new nn.Embedding({ num_embeddings: 2 } as never), /'embedding_dim'/);
    assert.throws(() => new nn.Embedding(2, 2)(torch.tensor([5n])), /index out of range/);
  });
});
