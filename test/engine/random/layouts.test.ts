import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";
import type { OracleTensor } from "../support/rngCases.js";

/** What PyTorch drew after seed 1 into, or of, a tensor that does not lie row by row. */
interface LayoutCase {
  readonly layout: string;
  readonly draw: string;
  readonly args: readonly number[];
  readonly drawn: OracleTensor;
}

const F = torch.nn.functional;

const layouts: Readonly<Record<string, () => torch.Tensor>> = {
  transposed: () => torch.zeros(4, 5).t(),
  "every other row and third column": () => torch.zeros(6, 8).index("::2", "1::3"),
  "every other row and third column, transposed": () => torch.zeros(6, 8).index("::2", "1::3").t(),
  permuted: () => torch.zeros(2, 3, 4).permute(2, 0, 1),
  "every other element": () => torch.zeros(34).index("::2"),
};

type Numbers = readonly [number, number];

const draws: Readonly<Record<string, (x: torch.Tensor, args: Numbers) => torch.Tensor>> = {
  uniform_: (x) => x.uniform_(),
  normal_: (x, args) => x.normal_(...args),
  bernoulli_: (x, [p]) => x.bernoulli_(p),
  exponential_: (x, [lambd]) => x.exponential_(lambd),
  random_: (x, args) => x.random_(...args),
  geometric_: (x, [p]) => x.geometric_(p),
  log_normal_: (x, args) => x.log_normal_(...args),
  cauchy_: (x, args) => x.cauchy_(...args),
  rand_like: (x) => torch.rand_like(x),
  randn_like: (x) => torch.randn_like(x),
  randint_like: (x) => torch.randint_like(x, 10),
  bernoulli: (x) => torch.bernoulli(x.add(0.5)),
  poisson: (x) => torch.poisson(x.add(3)),
  dropout: (x) => F.dropout(x.add_(1), 0.4),
  alpha_dropout: (x) => F.alpha_dropout(x.add_(1), 0.4, true),
  rrelu: (x) => F.rrelu(x.sub(3), { training: true }),
  gumbel_softmax: (x) => F.gumbel_softmax(x),
  normal: (x) => torch.normal(x, x.add(1)),
  multinomial: (x) => torch.multinomial(x.add_(1), 3),
};

/** What goes through log, exp and the like; the others come out exactly. */
const rounded: readonly string[] = [
  ...["normal_", "exponential_", "log_normal_", "cauchy_", "randn_like", "normal"],
  ...["alpha_dropout", "gumbel_softmax"],
];

describe("random numbers are drawn in the order in which elements lie in memory, as PyTorch does", () => {
  for (const { layout, draw, args, drawn } of readOracle<readonly LayoutCase[]>("rng/layouts.json")) {
    it(`${draw}(${args.join(", ")}) of a tensor ${layout}`, () => {
      const x = layouts[layout]!();
      torch.manual_seed(1);
      const result = draws[draw]!(x, args as Numbers);
      assert.deepEqual([result.shape, result.dtype.name], [drawn.shape, drawn.dtype]);
      if (!rounded.includes(draw)) {
        assert.deepEqual(elements(result), drawn.data);
        return;
      }
      elements(result).forEach((number, i) => {
        const wanted = drawn.data[i]!;
        assert.ok(Math.abs(number - wanted) <= 1e-6 * (1 + Math.abs(wanted)), `${i}: ${number} for ${wanted}`);
      });
    });
  }

  it("leaves what lies between the elements as it was", () => {
    const x = torch.zeros(4, 6);
    x.index(":", "::2").uniform_(1, 2);
    assert.deepEqual(elements(x.index(":", "1::2")), new Array<number>(12).fill(0));
    assert.ok(x.index(":", "::2").ge(1).all().item());
  });

  it("makes tensors that lie as the one that they are like", () => {
    assert.deepEqual(torch.rand_like(torch.zeros(2, 3).t()).stride(), [1, 3]);
    assert.deepEqual(torch.randn_like(torch.zeros(4, 6).index("::2", "::2").t()).stride(), [1, 3]);
    assert.deepEqual(torch.rand_like(torch.zeros(4, 1).expand(4, 5)).stride(), [5, 1]);
    for (const make of [torch.empty_like, torch.zeros_like, torch.ones_like])
      assert.deepEqual(make(torch.zeros(2, 3).t()).stride(), [1, 3]);
    assert.deepEqual(torch.full_like(torch.zeros(2, 3, 4).permute(2, 0, 1), 5).stride(), [1, 12, 4]);
  });
});
