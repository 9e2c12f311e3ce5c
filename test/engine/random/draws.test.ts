import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { rngCases, rngDraws, type OracleTensor, type RngCase } from "../support/rngCases.js";

const F = torch.nn.functional;

type Args = RngCase["args"];
type Draw = (args: Args, options: { dtype?: torch.dtype }) => torch.Tensor;

/** A filling of a tensor, which was drawn over zeros; a masking, of ones. */
const filled =
  (fill: (x: torch.Tensor, args: Args) => torch.Tensor): Draw =>
  (args, options) =>
    fill(torch.zeros(args.size!, options), args);
const masked =
  (mask: (x: torch.Tensor, p: number) => torch.Tensor): Draw =>
  ({ size, p }, options) =>
    mask(torch.ones(size!, options), p as number);

/** Integers, masks and uniform numbers come out exactly. */
const exact: Readonly<Record<string, Draw>> = {
  rand: ({ size }, options) => torch.rand(size!, options),
  randint: ({ low, high, size }, options) => torch.randint(low!, high!, size!, options),
  randperm: ({ n }, options) => torch.randperm(n!, options),
  rand_like: ({ size }, options) => torch.rand_like(torch.zeros(size!, options)),
  randint_like: ({ size, low, high }, options) => torch.randint_like(torch.zeros(size!, options), low!, high!),
  uniform_: filled((x, { from, to }) => x.uniform_(from!, to!)),
  bernoulli_: filled((x, { p }) => x.bernoulli_(p as number)),
  bernoulli: ({ p }, options) => torch.bernoulli(torch.tensor(p!, options)),
  random_: filled((x, { from, to }) => (from === undefined ? x.random_() : x.random_(from, to!))),
  geometric_: filled((x, { p }) => x.geometric_(p as number)),
  poisson: ({ rates }) => torch.poisson(torch.tensor(rates!)),
  multinomial: ({ weights, num_samples, replacement }) =>
    torch.multinomial(torch.tensor(weights!), num_samples!, replacement),
  dropout: masked((x, p) => F.dropout(x, p)),
  dropout1d: masked((x, p) => F.dropout1d(x, p)),
  dropout2d: masked((x, p) => F.dropout2d(x, p)),
};

/** What goes through log, exp and cos does as float32; as float64 it comes out within the oracle's tolerance. */
const rounded: Readonly<Record<string, Draw>> = {
  randn: ({ size }, options) => torch.randn(size!, options),
  randn_like: ({ size }, options) => torch.randn_like(torch.zeros(size!, options)),
  normal_: filled((x, { mean, std }) => x.normal_(mean as number, std as number)),
  normal: drawNormal,
  exponential_: filled((x, { lambd = 1 }) => x.exponential_(lambd)),
  log_normal_: filled((x, { mean, std }) => x.log_normal_(mean as number, std as number)),
  cauchy_: filled((x, { median, sigma }) => x.cauchy_(median!, sigma!)),
  trunc_normal_: filled((x) => torch.nn.init.trunc_normal_(x)),
  alpha_dropout: masked((x, p) => F.alpha_dropout(x, p, true)),
  feature_alpha_dropout: masked((x, p) => F.feature_alpha_dropout(x, p, true)),
  rrelu: ({ input }) => F.rrelu(torch.tensor(input!), { training: true }),
};

/** What sums float32 numbers in another order than PyTorch does. */
const summed: Readonly<Record<string, Draw>> = {
  gumbel_softmax: ({ logits, tau, hard }) => F.gumbel_softmax(torch.tensor(logits!), tau, hard),
};

/** In files of their own: generators and their states, initial weights, the order of data, distributions. */
const elsewhere: readonly RegExp[] = [
  /^(Generator|get_rng_state|fork_rng|normal cached half)$/,
  /^(init\.)?(xavier|kaiming|orthogonal|trunc)_/,
  /^init\./,
  /Sampler$|^DataLoader$|^random_split$|^distributions\./,
];

/** What comes with modules, and the sequences that contain them. */
const waiting: readonly RegExp[] = [/^[A-Z]/, /^sequence2?$/];

describe("the same seed draws the numbers that PyTorch draws", () => {
  const groups: readonly (readonly [typeof exact, exactDtypes: readonly string[]])[] = [
    [exact, Object.keys(dtypes)],
    [rounded, ["float32"]],
    [summed, []],
  ];
  for (const [draws, exactDtypes] of groups) {
    for (const [name, draw] of Object.entries(draws)) {
      for (const { seed, args, first, second } of rngCases(name)) {
        it(`${name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
          const options = args.dtype === undefined ? {} : { dtype: dtypes[args.dtype] };
          torch.manual_seed(seed);
          checkDrawn(draw(args, options), first, exactDtypes.includes(first.dtype));
          checkDrawn(draw(args, options), second, exactDtypes.includes(second.dtype));
        });
      }
    }
  }

  for (const { seed, first, second } of rngCases<Record<string, OracleTensor>>("normal cached half")) {
    it(`the second half of a pair of normal numbers is kept, after seed ${seed}`, () => {
      torch.manual_seed(seed);
      for (const expected of [first, second]) {
        checkDrawn(torch.randn(3), expected["a"]!, true);
        checkDrawn(torch.randn(3), expected["b"]!, true);
        checkDrawn(torch.rand(1), expected["rand"]!, true);
        checkDrawn(torch.randn(1), expected["c"]!, true);
        checkDrawn(torch.randn([]), expected["0-d"]!, true);
      }
    });
  }

  const corners: readonly (readonly [string, () => torch.Tensor, readonly number[]])[] = [
    [
      "uniform numbers of a range near the greatest double",
      () => torch.zeros(4, { dtype: torch.float64 }).uniform_(-8e307, 8e307),
      [-7.023147604486022e307, -4.4071278949175936e307, -4.25195977688257e307, -5.166412360835911e307],
    ],
    ["uniform numbers that round to the upper bound", () => torch.zeros(3).uniform_(1, 1.0000001), [1, 1, 1]],
    ["uniform numbers of an empty range", () => torch.zeros(3).uniform_(2, 2), [2, 2, 2]],
    [
      "whole numbers of 64 bits",
      () => torch.zeros(4).random_(-(2 ** 63), null),
      [7.692697919362695e18, -5.159102621327294e18, 2109959055605760, 5.577051730056577e18],
    ],
    [
      "tries that int32 cannot count",
      () => torch.zeros(2, { dtype: torch.int32 }).geometric_(1e-12),
      [-2147483648, -2147483648],
    ],
  ];
  for (const [name, draw, expected] of corners) {
    it(`draws ${name} as PyTorch does`, () => {
      torch.manual_seed(1);
      assert.deepEqual(elements(draw()), expected);
    });
  }

  for (const bounds of [[], [5, null], [-(2 ** 63), null], [0, 2 ** 60]] as unknown as readonly [number, number][]) {
    it(`refuses to draw int64 numbers beyond 2^53 (${bounds.join(" to ")}), and draws nothing`, () => {
      torch.manual_seed(1);
      assert.throws(() => torch.zeros(4, { dtype: torch.int64 }).random_(...bounds), /give bounds within that/);
      const after = torch.rand(1).item();
      torch.manual_seed(1);
      assert.equal(after, torch.rand(1).item());
    });
  }

  it("draws whole numbers of which float32 skips some, and warns of each bound", () => {
    torch.manual_seed(1);
    const { result, warnings } = captureWarnings(() => torch.zeros(4).random_(2 ** 24 + 1, 2 ** 24 + 3));
    assert.deepEqual(elements(result), [16777218, 16777218, 16777216, 16777216]);
    assert.deepEqual(
      warnings.map((text) => text.slice(0, text.indexOf("."))),
      ["from is out of bounds [-(2^24), 2^24]", "to - 1 is out of bounds [-(2^24), 2^24]"],
    );
  });

  it("leaves out none of the oracle's draws but those that wait for what they need", () => {
    const covered = (name: string): boolean =>
      [exact, rounded, summed].some((draws) => name in draws) ||
      [...elsewhere, ...waiting].some((pattern) => pattern.test(name));
    assert.deepEqual(
      rngDraws().filter((name) => !covered(name)),
      [],
    );
  });
});

function drawNormal({ mean, std, size }: Args, options: { dtype?: torch.dtype }): torch.Tensor {
  if (typeof mean === "number" && typeof std === "number") return torch.normal(mean, std, size!, options);
  return typeof mean === "number"
    ? torch.normal(mean, torch.tensor(std!))
    : torch.normal(torch.tensor(mean!), torch.tensor(std!));
}

function checkDrawn(drawn: torch.Tensor, expected: OracleTensor, isExact: boolean): void {
  assert.deepEqual([drawn.shape, drawn.dtype.name], [expected.shape, expected.dtype]);
  const numbers = elements(drawn);
  if (isExact) {
    assert.deepEqual(numbers, expected.data);
    return;
  }
  const tolerance = expected.dtype === "float32" ? 1e-6 : 1e-14;
  numbers.forEach((number, i) => {
    const wanted = expected.data[i]!;
    assert.ok(Math.abs(number - wanted) <= tolerance * (1 + Math.abs(wanted)), `${i}: ${number} for ${wanted}`);
  });
}
