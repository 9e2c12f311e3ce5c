import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";
import { rngCases, rngDraws, type OracleTensor, type RngCase } from "../support/rngCases.js";

const { nn } = torch;
const { init } = nn;
type Args = RngCase["args"];
type LayerArgs = Pick<Args, "args" | "kwargs" | "layers">;

function layer(name: string, { args = [], kwargs = {}, layers = [] }: LayerArgs): torch.nn.Module {
  if (name === "Sequential") return new nn.Sequential(...layers.map(layerOfCode));
  const { dtype, ...options } = kwargs;
  const given = dtype === undefined ? options : { ...options, dtype: dtypes[dtype] };
  return Reflect.construct(Reflect.get(nn, name) as typeof nn.Module, [...args, given]) as torch.nn.Module;
}

/** A layer that is written as a call: `Conv2d(1,2,3)`. */
function layerOfCode(code: string): torch.nn.Layer {
  const [name, args] = code.slice(0, -1).split("(") as [string, string];
  return layer(name, { args: args.split(",").map(Number) }) as torch.nn.Layer;
}

const fillings: Readonly<Record<string, (x: torch.Tensor, args: Args) => torch.Tensor>> = {
  "init.normal_": (x, { mean, std }) => init.normal_(x, mean as number, std as number),
  "init.uniform_": (x, { a, b }) => init.uniform_(x, a!, b!),
  "init.kaiming_uniform_": (x, { a, mode, nonlinearity }) =>
    init.kaiming_uniform_(x, a!, { mode: mode!, nonlinearity: nonlinearity! }),
  "init.kaiming_normal_": (x, { nonlinearity }) => init.kaiming_normal_(x, { nonlinearity: nonlinearity! }),
  "init.orthogonal_": (x, { gain = 1 }) => init.orthogonal_(x, gain),
  "init.trunc_normal_": (x, { mean, std, a, b }) =>
    init.trunc_normal_(x, mean as number, std as number, { a: a!, b: b! }),
  "init.xavier_uniform_": (x, { gain }) => init.xavier_uniform_(x, gain!),
  xavier_uniform_: (x) => init.xavier_uniform_(x),
  xavier_normal_: (x) => init.xavier_normal_(x),
  kaiming_uniform_: (x) => init.kaiming_uniform_(x),
  kaiming_normal_: (x) => init.kaiming_normal_(x),
};

/** Decomposes a matrix, the last bits of which are the library's. */
const inexact = "init.orthogonal_";

describe("initial weights are PyTorch's for the same seed", () => {
  type Weights = Record<string, OracleTensor>;
  const further = readOracle<{ cases: readonly RngCase<Weights>[] }>("answers/initialWeights.json").cases;
  const known = rngDraws()
    .flatMap((draw) => rngCases<Weights>(draw))
    .filter(({ args }) => args.args !== undefined || args.layers !== undefined);
  for (const { draw, seed, args, first, second } of [...known, ...further]) {
    it(`${draw} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
      torch.manual_seed(seed);
      for (const expected of [first, second]) {
        const parameters = layer(draw, args).named_parameters();
        assert.deepEqual(
          parameters.map(([name]) => name),
          Object.keys(expected),
        );
        for (const [name, parameter] of parameters) check(parameter, expected[name]!);
      }
    });
  }

  for (const [name, fill] of Object.entries(fillings)) {
    for (const { seed, args, first, second } of rngCases(name)) {
      it(`${name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
        torch.manual_seed(seed);
        const parameter = new nn.Parameter(torch.zeros(args.size!));
        for (const expected of [first, second]) check(fill(parameter, args), expected, name === inexact ? 1e-6 : 0);
      });
    }
  }
});

describe("nn.init", () => {
  it("needs two dimensions to tell what meets in a result", () => {
    assert.throws(
      () => init.kaiming_uniform_(torch.zeros(3)),
      /^ValueError: Fan in and fan out can not be computed for tensor with fewer than 2 dimensions$/,
    );
  });

  it("fills with one value, without recording", () => {
    const parameter = new nn.Parameter(torch.zeros(2));
    assert.equal(init.ones_(parameter), parameter);
    assert.deepEqual([init.constant_(parameter, 0.5).tolist(), parameter.is_leaf], [[0.5, 0.5], true]);
    assert.deepEqual(init.zeros_(parameter).tolist(), [0, 0]);
  });
});

function check(tensor: torch.Tensor, expected: OracleTensor, tolerance = 0): void {
  assert.deepEqual([tensor.shape, tensor.dtype.name], [expected.shape, expected.dtype]);
  elements(tensor).forEach((number, i) => {
    const wanted = expected.data[i]!;
    assert.ok(Math.abs(number - wanted) <= tolerance * (1 + Math.abs(number)), `${number} for ${wanted}`);
  });
}
