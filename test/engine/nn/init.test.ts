import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";

const { init } = torch.nn;

type Gain = Parameters<typeof init.calculate_gain>[0];

/** The gains of PyTorch's table. */
const gains: Readonly<Partial<Record<Gain, number>>> = {
  linear: 1,
  conv1d: 1,
  conv_transpose3d: 1,
  sigmoid: 1,
  tanh: 5 / 3,
  relu: Math.SQRT2,
  leaky_relu: Math.sqrt(2 / (1 + 0.01 ** 2)),
  selu: 0.75,
};

describe("nn.init fills by patterns:", () => {
  it("ones on the diagonal", () => {
    assert.deepEqual(init.eye_(torch.full([2, 3], 7)).tolist(), [
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it("the middle of each channel's kernel, in groups", () => {
    assert.deepEqual(init.dirac_(torch.full([4, 2, 3], 7), 2).tolist(), [
      [
        [0, 1, 0],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
      [
        [0, 1, 0],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
    ]);
    const plane = init.dirac_(torch.zeros(2, 3, 2, 2));
    assert.deepEqual(plane.nonzero().tolist(), [
      [0, 0, 1, 1],
      [1, 1, 1, 1],
    ]);
  });

  it("zeros in each column, drawn as PyTorch draws them", () => {
    torch.manual_seed(1);
    const sparse = init.sparse_(torch.zeros(4, 2), 0.4);
    const expected = [
      [0.006613521836698055, 0.0],
      [0.0, 0.0],
      [0.0, -0.001661302288994193],
      [-0.015227684751152992, 0.003816839074715972],
    ];
    assert.ok(sparse.sub(torch.tensor(expected)).abs().max().item() < 1e-8, String(sparse));
  });

  it("rows that are orthogonal and as long as the gain", () => {
    const weights = init.orthogonal_(torch.zeros(3, 2, 4, { dtype: torch.float64 }), 2).view(3, 8);
    const products = weights.matmul(weights.t());
    assert.ok(torch.allclose(products, torch.eye(3, { dtype: torch.float64 }).mul(4)), String(products));
  });
});

describe("nn.init", () => {
  for (const [nonlinearity, gain] of Object.entries(gains))
    it(`has PyTorch's gain of ${nonlinearity}`, () => {
      assert.equal(init.calculate_gain(nonlinearity as Gain), gain);
    });

  it("takes the slope of a leaky relu", () => {
    assert.equal(init.calculate_gain("leaky_relu", 0.2), Math.sqrt(2 / (1 + 0.2 ** 2)));
  });

  it("counts what meets in a layer's results", () => {
    assert.deepEqual(init._calculate_fan_in_and_fan_out(torch.zeros(4, 3, 2, 2)), [12, 16]);
  });

  it("takes options by name, a generator among them", () => {
    const seeded = (): { generator: torch.Generator } => ({ generator: new torch.Generator().manual_seed(3) });
    const drawn = (fill: (x: torch.Tensor, options: object) => torch.Tensor): unknown =>
      fill(torch.zeros(3, 4), seeded()).tolist();
    const uniform = torch.rand([3, 4], seeded());
    assert.deepEqual(drawn(init.uniform_), uniform.tolist());
    assert.deepEqual(drawn(init.normal_), torch.randn([3, 4], seeded()).tolist());
    assert.deepEqual(
      init.uniform_(torch.zeros(3, 4), { a: -1, b: 1, ...seeded() }).tolist(),
      uniform.mul(2).sub(1).tolist(),
    );
  });

  it("draws again what is outside of the bounds", () => {
    const near = init.trunc_normal_(torch.zeros(200), { std: 3 });
    const far = init.trunc_normal_(torch.zeros(200), 0, 1, 2, 3);
    assert.ok(near.abs().le(2).all().item() && far.ge(2).all().item() && far.le(3).all().item());
  });

  it("warns where there is nothing to fill, and where nearly everything is outside", () => {
    const { warnings } = captureWarnings(() => {
      init.kaiming_uniform_(torch.zeros(0, 3));
      init.trunc_normal_(torch.zeros(3), 5);
    });
    assert.deepEqual(warnings, [
      "Initializing zero-element tensors is a no-op",
      "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values may be incorrect.",
    ]);
  });

  it("leaves parameters leaves", () => {
    const parameter = new torch.nn.Parameter(torch.zeros(3, 3));
    for (const fill of [init.xavier_normal_, init.kaiming_uniform_, init.orthogonal_, init.trunc_normal_, init.eye_])
      assert.equal(fill(parameter), parameter);
    assert.deepEqual([parameter.is_leaf, parameter.requires_grad], [true, true]);
  });
});
