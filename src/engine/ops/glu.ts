import { kernels } from "../kernels/kernels.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor } from "../tensorFactory.js";
import { call } from "./dispatch.js";
import { elementwise } from "./elementwise.js";
import { cat } from "./join.js";
import { constantly, noAttributes, sample, type Op } from "./op.js";
import { onlyFloating } from "./refusals.js";

/** The first half of a dimension times the sigmoid of the second. */
export function gluOf(x: Tensor, dim: number): Tensor {
  return call(gluOp, [x], { dim });
}

/** The ops of this family. */
export default class GluOps {
  /** @internal */
  static get ops() {
    return { glu: gluOp, glu_backward: gluBackwardOp };
  }
}

const halvesOp: Op = elementwise({
  name: "glu_halves",
  of: (x, y) => x / (1 + Math.exp(-y)),
  derivatives: [],
  samples: [],
  check: onlyFloating("glu_cpu"),
});

type Halved = { readonly dim: number };

/** The gradients of both halves side by side. */
const gluOp: Op<Halved> = {
  name: "glu",
  gradFn: constantly("GluBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["1/(1+exp(-b)), a*exp(-b)/(1+exp(-b))^2"],
  samples: [sample([[2, 4]], { low: -1.4, high: 1.6, attributes: { dim: 1 } })],
  shape: ([shape], { dim }) => [shape!.with(dim, shape![dim]! / 2)],
  forward: ([x], { dim }) => halvesOp.forward(halvesOf(x as Tensor, dim), noAttributes),
  saves: () => ["x"],
  vjp([g], { x }, { attributes: { dim } }) {
    return [call(gluBackwardOp, [g!, x], { dim })];
  },
  jvp([tangent], { x, out }, { attributes: { dim } }) {
    if (!tangent) return [null];
    const gate = halvesOf(x, dim)[1].sigmoid();
    const [ofA, ofB] = halvesOf(tangent, dim);
    return [ofA.mul(gate).add(out.mul(ofB.sub(gate.mul(ofB))))];
  },
};

/** The gradients of both halves side by side, of the result's gradient and the operand. */
const gluBackwardOp: Op<Halved> = {
  name: "glu_backward",
  gradFn: constantly("GluBackwardBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["1/(1+exp(-b)), a*exp(-b)/(1+exp(-b))^2", "the same, derived once more"],
  samples: [
    sample(
      [
        [2, 2],
        [2, 4],
      ],
      { low: -1.4, high: 1.6, attributes: { dim: 1 } },
    ),
  ],
  shape: ([, shape]) => [shape!],
  forward([g, x], { dim }) {
    const out = emptyTensor((x as Tensor).shape, (x as Tensor).dtype);
    const [a, b] = halvesOf(x as Tensor, dim);
    const [ofA, ofB] = halvesOf(out, dim);
    kernels.map({ name: "glu_gate", of: (value, y) => value / (1 + Math.exp(-y)) }, [g as Tensor, b], ofA);
    const slope = (value: number, w: number, y: number): number => {
      const gate = 1 / (1 + Math.exp(-y));
      return (1 - gate) * gate * value * w;
    };
    kernels.map({ name: "glu_slope", of: slope }, [g as Tensor, a, b], ofB);
    return [out];
  },
  saves: ([ofG, ofX]) => (ofX ? ["x", "y"] : ofG ? ["y"] : []),
  vjp([v], { x: g, y }, { attributes: { dim } }, [ofG, ofX]) {
    const [a, b] = halvesOf(y as Tensor, dim);
    const gate = b.sigmoid();
    const slope = slopeOf(gate);
    const [ofA, ofB] = halvesOf(v!, dim);
    const second = slope.mul(gate.neg().add(1)).sub(gate.mul(slope));
    return [
      ofG ? ofA.mul(gate).add(ofB.mul(slope.mul(a))) : null,
      ofX ? cat([ofB.mul(g).mul(slope), ofB.mul(a).mul(g).mul(second).add(ofA.mul(g).mul(slope))], dim) : null,
    ];
  },
  jvp([ofG, ofX], { x: g, y }, { attributes: { dim } }) {
    const [a, b] = halvesOf(y as Tensor, dim);
    const gate = b.sigmoid();
    const slope = slopeOf(gate);
    const terms: Tensor[] = [];
    if (ofG) terms.push(cat([ofG.mul(gate), ofG.mul(a).mul(slope)], dim));
    if (ofX) {
      const [ofA, ofB] = halvesOf(ofX, dim);
      const second = slope.mul(gate.neg().add(1)).sub(gate.mul(slope));
      terms.push(cat([g.mul(slope).mul(ofB), g.mul(slope.mul(ofA).add(a.mul(second).mul(ofB)))], dim));
    }
    return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term))];
  },
};

function halvesOf(x: Tensor, dim: number): readonly [Tensor, Tensor] {
  const half = x.shape[dim]! / 2;
  return [x.narrow(dim, 0, half), x.narrow(dim, half, half)];
}

/** That of the sigmoid, from its value. */
function slopeOf(gate: Tensor): Tensor {
  return gate.mul(gate.neg().add(1));
}
