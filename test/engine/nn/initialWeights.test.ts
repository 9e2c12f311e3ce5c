import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases, type OracleTensor, type RngCase } from "../support/rngCases.js";

const { nn } = torch;
const { init } = nn;
type Args = RngCase["args"];

function layerOptions({ kwargs = {} }: Args): { bias?: boolean; dtype?: torch.dtype; padding_idx?: number } {
  const { dtype, ...options } = kwargs;
  return dtype === undefined ? options : { ...options, dtype: dtypes[dtype] };
}

const layers: Readonly<Record<string, { readonly exact: boolean; readonly make: (args: Args) => torch.nn.Module }>> = {
  Linear: { exact: true, make: (args) => new nn.Linear(args.args![0]!, args.args![1]!, layerOptions(args)) },
  Conv2d: { exact: true, make: ({ args }) => new nn.Conv2d(args![0]!, args![1]!, args![2]!) },
  Embedding: {
    exact: false,
    make: (args) => {
      const { padding_idx = null } = layerOptions(args);
      return new nn.Embedding(args.args![0]!, args.args![1]!, { padding_idx });
    },
  },
};

const fillings: Readonly<
  Record<string, { readonly exact: boolean; readonly fill: (x: torch.Tensor, args: Args) => torch.Tensor }>
> = {
  "init.normal_": { exact: false, fill: (x, { mean, std }) => init.normal_(x, mean as number, std as number) },
  "init.uniform_": { exact: true, fill: (x, { a, b }) => init.uniform_(x, a!, b!) },
  "init.kaiming_uniform_": {
    exact: true,
    fill: (x, { a, mode, nonlinearity }) => init.kaiming_uniform_(x, a!, { mode: mode!, nonlinearity: nonlinearity! }),
  },
  "init.kaiming_normal_": {
    exact: false,
    fill: (x, { nonlinearity }) => init.kaiming_normal_(x, { nonlinearity: nonlinearity! }),
  },
  "init.orthogonal_": { exact: false, fill: (x, { gain = 1 }) => init.orthogonal_(x, gain) },
  "init.trunc_normal_": {
    exact: false,
    fill: (x, { mean, std, a, b }) => init.trunc_normal_(x, mean as number, std as number, { a: a!, b: b! }),
  },
  "init.xavier_uniform_": { exact: true, fill: (x, { gain }) => init.xavier_uniform_(x, gain!) },
  xavier_uniform_: { exact: true, fill: (x) => init.xavier_uniform_(x) },
  xavier_normal_: { exact: false, fill: (x) => init.xavier_normal_(x) },
  kaiming_uniform_: { exact: true, fill: (x) => init.kaiming_uniform_(x) },
  kaiming_normal_: { exact: false, fill: (x) => init.kaiming_normal_(x) },
};

describe("initial weights are PyTorch's for the same seed", () => {
  for (const [name, { exact, make }] of Object.entries(layers)) {
    for (const { seed, args, first, second } of rngCases<Record<string, OracleTensor>>(name)) {
      it(`${name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
        torch.manual_seed(seed);
        for (const expected of [first, second]) {
          const parameters = make(args).named_parameters();
          assert.deepEqual(
            parameters.map(([parameter]) => parameter),
            Object.keys(expected),
          );
          for (const [parameter, tensor] of parameters) check(tensor, expected[parameter]!, exact);
        }
      });
    }
  }

  for (const [name, { exact, fill }] of Object.entries(fillings)) {
    for (const { seed, args, first, second } of rngCases(name)) {
      it(`${name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
        torch.manual_seed(seed);
        const parameter = new nn.Parameter(torch.zeros(args.size!));
        for (const expected of [first, second]) check(fill(parameter, args), expected, exact);
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

function check(tensor: torch.Tensor, expected: OracleTensor, exact: boolean): void {
  assert.deepEqual([tensor.shape, tensor.dtype.name], [expected.shape, expected.dtype]);
  const numbers = elements(tensor);
  if (exact) assert.deepEqual(numbers, expected.data);
  else numbers.forEach((number, i) => assert.ok(Math.abs(number - expected.data[i]!) <= 1e-6 * (1 + Math.abs(number))));
}
