import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";

const F = torch.nn.functional;

type Draw = (x: torch.Tensor) => torch.Tensor;

const draws: Readonly<Record<string, Draw>> = {
  bernoulli: (x) => torch.bernoulli(x),
  bernoullip: (x) => torch.bernoulli(x, 0.4),
  bernoulli_t: (x) => x.clone().bernoulli_(x),
  multinomial: (x) => torch.multinomial(x, 2),
  multinomialr: (x) => torch.multinomial(x, 2, true),
  poisson: (x) => torch.poisson(x.mul(10)),
  binomial: (x) => torch.binomial(torch.ones_like(x).mul(10), x),
  normaltf: (x) => torch.normal(x, 1),
  normalft: (x) => torch.normal(1, x),
  normaltt: (x) => torch.normal(x, x),
  gumbel: (x) => F.gumbel_softmax(x),
  gumbelh: (x) => F.gumbel_softmax(x, { hard: true }),
  dropout: (x) => F.dropout(x),
  randperm: () => torch.randperm(4),
  random_: (x) => x.clone().random_(0, 9),
};

const rows = (): torch.Tensor =>
  torch.tensor([
    [0.1, 0.5, 0.4],
    [0.3, 0.3, 0.4],
  ]);

/** What PyTorch drew after seed 4 for the slices of `rows()`, and by a tensor that is not mapped over. */
type Answers = Readonly<
  Record<string, Readonly<Partial<Record<"mapped" | "unmapped", readonly (readonly number[])[]>>>>
>;

describe("random numbers under vmap that are to differ are those that PyTorch draws", () => {
  for (const [name, { mapped, unmapped }] of Object.entries(readOracle<Answers>("rng/vmap.json"))) {
    const draw = draws[name]!;
    if (mapped !== undefined) it(`${name} by a tensor that is mapped over`, () => check(draw, mapped));
    if (unmapped !== undefined)
      it(`${name} by one that is not`, () => {
        check((x) => draw(torch.tensor([0.2, 0.8])).add(x.sum().mul(0)), unmapped);
      });
  }
});

describe("random numbers under vmap", () => {
  for (const name of ["bernoulli_t", "multinomial", "poisson", "binomial", "normaltf", "normalft", "normaltt"]) {
    it(`are refused unless it is said how: ${name}`, () => {
      assert.throws(() => torch.vmap(draws[name]!)(rows()), /^RuntimeError: vmap: called random operation while in/);
    });

    it(`cannot be the same by a tensor that is mapped over: ${name}`, () => {
      assert.throws(
        () => torch.vmap(draws[name]!, { randomness: "same" })(rows()),
        /^RuntimeError: Vmap does not currently support same randomness with a batched tensor input/,
      );
    });
  }

  it("have no rule for rrelu", () => {
    assert.throws(() => torch.vmap((x: torch.Tensor) => F.rrelu(x))(rows()), /we do not yet support aten::rrelu/);
  });
});

function check(draw: Draw, expected: readonly (readonly number[])[]): void {
  torch.manual_seed(4);
  const drawn = torch.vmap(draw, { randomness: "different" })(rows());
  const wanted = torch.tensor(expected);
  assert.deepEqual(drawn.shape, wanted.shape);
  assert.ok(torch.allclose(drawn.float(), wanted, { rtol: 1e-6, atol: 1e-6 }), String(drawn));
}
