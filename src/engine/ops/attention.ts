import type { Fold } from "../kernels/fold.js";
import { kernels } from "../kernels/kernels.js";
import { denseNumbers } from "../kernels/dense.js";
import { broadcastStrides, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { apply, call } from "./dispatch.js";
import { constantly, sample, type Op, type Operand, type Saved } from "./op.js";

/** The softmax over the last dimension, but zeros in a row that is −∞ throughout. */
export function safeSoftmax(x: Tensor): Tensor {
  return apply(safeSoftmaxOp, x);
}

/**
 * softmax(query·keyᵀ·scale + mask)·value of tensors [batch, heads, sequence, features] in one step. The heads of the query
 * may be a multiple of those of key and value; no gradient goes to the mask.
 */
export function fusedAttention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | null, scale: number): Tensor {
  return call(fusedOp, mask === null ? [query, key, value] : [query, key, value, mask], { scale });
}

/** The ops of this family. */
export default class AttentionOps {
  /** @internal */
  static get ops() {
    return { safe_softmax: safeSoftmaxOp, fused_attention: fusedOp };
  }
}

const isAttended: Fold = { name: "any_above", start: 0, next: (found, score) => (score === -Infinity ? found : 1) };

const safeSoftmaxOp: Op = {
  name: "safe_softmax",
  gradFn: constantly("SafeSoftmaxBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["out * (g - sum(g*out))"],
  samples: [sample([[2, 3]])],
  shape: ([shape]) => [shape!],
  forward([operand]) {
    const x = operand as Tensor;
    const out = emptyTensor(x.shape, x.dtype);
    kernels.softmax(x, x.ndim - 1, out);
    const attended = emptyTensor(x.shape.with(-1, 1), x.dtype);
    kernels.fold(isAttended, x, attended);
    const inRows = {
      storage: attended.storage,
      offset: 0,
      shape: x.shape,
      strides: broadcastStrides(attended, x.shape),
    };
    kernels.map({ name: "where_attended", of: (p, is) => (is === 0 ? 0 : p) }, [out, inRows], out);
    return [out];
  },
  saves: () => ["out"],
  vjp: ([g], { out }) => [timesJacobian(g!, out)],
  // The Jacobian is symmetric.
  jvp: ([tangent], { out }) => [tangent ? timesJacobian(tangent, out) : null],
};

type Fused = { readonly scale: number };

const fusedOp: Op<Fused> = {
  name: "fused_attention",
  gradFn: constantly("ScaledDotProductFlashAttentionForCpuBackward0"),
  arity: 3,
  kind: "irregular",
  differentiable: true,
  formulas: ["s@y*scale", "s.t()@x*scale", "p.t()@g with s = p*(g@z.t() - sum(p*(g@z.t())))"],
  samples: [
    sample(
      [
        [1, 2, 2, 3],
        [1, 2, 3, 3],
        [1, 2, 3, 3],
      ],
      { attributes: { scale: 0.7 } },
    ),
    sample(
      [
        [2, 2, 2, 2],
        [2, 1, 3, 2],
        [2, 1, 3, 2],
        [2, 3],
      ],
      { attributes: { scale: -0.5 } },
    ),
  ],
  shape: ([query, , value]) => [query!.with(-1, value!.at(-1)!)],
  forward([query, key, value, mask], { scale }) {
    const [x, y, z] = [query as Tensor, key as Tensor, value as Tensor];
    const out = emptyTensor(x.shape.with(-1, z.shape[3]!), x.dtype);
    kernels.attention({ query: x, key: y, value: z, mask: (mask as Tensor | undefined) ?? null }, scale, out);
    return [out];
  },
  // PyTorch's backward goes on from the result.
  saves: () => ["x", "y", "z", "w", "out"],
  vjp([g], saved, { attributes: { scale } }, [ofQuery, ofKey, ofValue]) {
    const { query, key, value, probabilities } = attended(saved, scale);
    const gradient = grouped(g!, saved);
    const along = gradient.mul(grouped(saved.out, saved)).sum(-1, true);
    const ofScores = probabilities.mul(gradient.matmul(value.mT).sub(along)).mul(scale);
    return [
      ofQuery ? ofScores.matmul(key).reshape(saved.x.shape) : null,
      ofKey ? ofScores.mT.matmul(query).sum(2) : null,
      ofValue ? probabilities.mT.matmul(gradient).sum(2) : null,
    ];
  },
  jvp([ofQuery, ofKey, ofValue], saved, { attributes: { scale } }, [out]) {
    const { query, key, value, probabilities } = attended(saved, scale);
    const scores = [
      ofQuery ? grouped(ofQuery, saved).matmul(key.mT) : null,
      ofKey ? query.matmul(ofKey.unsqueeze(2).mT) : null,
    ].filter((term) => term !== null);
    const terms = scores.map((term) => timesJacobian(term.mul(scale), probabilities).matmul(value));
    if (ofValue) terms.push(probabilities.matmul(ofValue.unsqueeze(2)));
    return [terms.length === 0 ? null : terms.reduce((total, term) => total.add(term)).reshape(out!.shape)];
  },
};

/** Five dimensions: batch, the heads of key and value, the query's heads that share one, sequence, features. */
interface Attended {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  readonly probabilities: Tensor;
}

function attended(saved: Saved, scale: number): Attended {
  const [key, value] = [saved.y as Tensor, saved.z as Tensor].map((tensor) => tensor.unsqueeze(2));
  const query = grouped(saved.x, saved);
  const scores = query.matmul(key!.mT).mul(scale);
  const mask = saved.w as Operand | undefined;
  const probabilities =
    typeof mask === "object" ? safeSoftmax(scores.add(groupedMask(mask, scores.shape))) : unmasked(scores);
  return { query, key: key!, value: value!, probabilities };
}

/** Of a query that fits no key, not even a little, PyTorch has taken no sum and no greatest score. */
function unmasked(scores: Tensor): Tensor {
  const isFitting = scores.gt(-Infinity);
  return denseNumbers(isFitting).every((fits) => fits !== 0)
    ? safeSoftmax(scores)
    : where(isFitting.any(-1, true), safeSoftmax(scores), scores.exp());
}

/** The query's heads, or those of the result, in groups that share one head of key and value. */
function grouped(x: Tensor, saved: Saved): Tensor {
  const [batch, heads, sequence, features] = x.shape as readonly [number, number, number, number];
  const shared = (saved.y as Tensor).shape[1]!;
  return x.reshape(batch, shared, heads / shared, sequence, features);
}

function groupedMask(mask: Tensor, scores: Shape): Tensor {
  if (mask.ndim === 2) return mask;
  const heads = mask.shape[1]!;
  const [, shared, group] = scores as readonly [number, number, number];
  return mask.reshape(mask.shape[0]!, ...(heads === 1 ? [1, 1] : [shared, group]), ...mask.shape.slice(2));
}

function timesJacobian(g: Tensor, out: Tensor): Tensor {
  const weighted = g.mul(out);
  return weighted.sub(out.mul(weighted.sum(-1, true)));
}
