import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases } from "../support/rngCases.js";

const { nn } = torch;

/** The modules whose masks the oracle has, by the draw. */
const modules = {
  dropout: nn.Dropout,
  dropout1d: nn.Dropout1d,
  dropout2d: nn.Dropout2d,
  alpha_dropout: nn.AlphaDropout,
  feature_alpha_dropout: nn.FeatureAlphaDropout,
} as const;

describe("modules drop what PyTorch drops after the same seed", () => {
  for (const [draw, Dropping] of Object.entries(modules)) {
    for (const { seed, args, first, second } of rngCases(draw)) {
      it(`${Dropping.name} ${JSON.stringify(args)} after seed ${seed}, twice`, () => {
        const dtype = args.dtype === "float64" ? torch.float64 : torch.float32;
        const drop = new Dropping(args.p as number);
        torch.manual_seed(seed);
        for (const expected of [first, second])
          assert.deepEqual(elements(drop(torch.ones(args.size!, { dtype }))), expected.data);
      });
    }
  }
});

describe("modules that drop", () => {
  it("give the input itself in evaluation", () => {
    const [lines, planes] = [torch.ones(2, 3, 2), torch.ones(2, 3, 2, 2)];
    assert.equal(new nn.Dropout1d().eval()(lines), lines);
    for (const Dropping of [nn.Dropout, nn.Dropout2d, nn.AlphaDropout, nn.FeatureAlphaDropout])
      assert.equal(new Dropping().eval()(planes), planes);
  });

  it("print as PyTorch's", () => {
    assert.equal(String(new nn.Dropout3d(0.2, true)), "Dropout3d(p=0.2, inplace=True)");
    assert.equal(String(new nn.FeatureAlphaDropout({ p: 0.25 })), "FeatureAlphaDropout(p=0.25, inplace=False)");
  });

  it("drop whole channels of volumes", () => {
    const dropped = new nn.Dropout3d(0.5)(torch.ones(4, 3, 2, 2, 2)).flatten(2);
    assert.deepEqual(dropped.amin(2).tolist(), dropped.amax(2).tolist());
  });

  it("write over their input if so asked, but for the alpha dropouts", () => {
    const x = torch.ones(2, 2, 3, 3);
    assert.equal(new nn.Dropout2d(0.5, { inplace: true })(x), x);
    assert.notEqual(new nn.AlphaDropout(0.5, true)(x), x);
  });

  it("refuse what is no probability", () => {
    for (const Dropping of [nn.Dropout, nn.Dropout1d, nn.AlphaDropout])
      assert.throws(() => new Dropping(1.5), {
        name: "ValueError",
        message: "dropout probability has to be between 0 and 1, but got 1.5",
      });
  });
});
