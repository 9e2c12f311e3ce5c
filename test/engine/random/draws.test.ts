import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases, type OracleTensor, type RngCase } from "../support/rngCases.js";

type Args = RngCase["args"];
type Draw = (args: Args, options: { dtype?: torch.dtype }) => torch.Tensor;

/** Integers, masks and uniform numbers come out exactly; what goes through log and cos within the oracle's tolerance. */
const draws: Readonly<Record<string, { readonly exact: boolean; readonly draw: Draw }>> = {
  rand: { exact: true, draw: ({ size }, options) => torch.rand(size!, options) },
  randn: { exact: false, draw: ({ size }, options) => torch.randn(size!, options) },
  randint: { exact: true, draw: ({ low, high, size }, options) => torch.randint(low!, high!, size!, options) },
  randperm: { exact: true, draw: ({ n }, options) => torch.randperm(n!, options) },
  rand_like: { exact: true, draw: ({ size }, options) => torch.rand_like(torch.zeros(size!, options)) },
  randn_like: { exact: false, draw: ({ size }, options) => torch.randn_like(torch.zeros(size!, options)) },
  uniform_: { exact: true, draw: ({ size, from, to }, options) => torch.zeros(size!, options).uniform_(from!, to!) },
  normal_: {
    exact: false,
    draw: ({ size, mean, std }, options) => torch.zeros(size!, options).normal_(mean as number, std as number),
  },
  normal: { exact: false, draw: drawNormal },
  bernoulli_: { exact: true, draw: ({ size, p }, options) => torch.zeros(size!, options).bernoulli_(p as number) },
  bernoulli: { exact: true, draw: ({ p }, options) => torch.bernoulli(torch.tensor(p!, options)) },
};

describe("the same seed draws the numbers that PyTorch draws", () => {
  for (const [name, { exact, draw }] of Object.entries(draws)) {
    for (const { seed, args, first, second } of rngCases(name)) {
      it(`${name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
        const options = args.dtype === undefined ? {} : { dtype: dtypes[args.dtype] };
        torch.manual_seed(seed);
        checkDrawn(draw(args, options), first, exact);
        checkDrawn(draw(args, options), second, exact);
      });
    }
  }

  for (const { seed, first, second } of rngCases<Record<string, OracleTensor>>("normal cached half")) {
    it(`the second half of a pair of normal numbers is kept, after seed ${seed}`, () => {
      torch.manual_seed(seed);
      for (const expected of [first, second]) {
        checkDrawn(torch.randn(3), expected["a"]!, false);
        checkDrawn(torch.randn(3), expected["b"]!, false);
        checkDrawn(torch.rand(1), expected["rand"]!, true);
        checkDrawn(torch.randn(1), expected["c"]!, false);
        checkDrawn(torch.randn([]), expected["0-d"]!, false);
      }
    });
  }
});

function drawNormal({ mean, std, size }: Args, options: { dtype?: torch.dtype }): torch.Tensor {
  if (typeof mean === "number" && typeof std === "number") return torch.normal(mean, std, size!, options);
  return typeof mean === "number"
    ? torch.normal(mean, torch.tensor(std!))
    : torch.normal(torch.tensor(mean!), torch.tensor(std!));
}

function checkDrawn(drawn: torch.Tensor, expected: OracleTensor, exact: boolean): void {
  assert.deepEqual([drawn.shape, drawn.dtype.name], [expected.shape, expected.dtype]);
  const numbers = elements(drawn);
  if (exact) {
    assert.deepEqual(numbers, expected.data);
    return;
  }
  const tolerance = expected.dtype === "float32" ? 1e-6 : 1e-14;
  numbers.forEach((number, i) => {
    const wanted = expected.data[i]!;
    assert.ok(Math.abs(number - wanted) <= tolerance * (1 + Math.abs(wanted)), `${i}: ${number} for ${wanted}`);
  });
}
