import { hangingOn } from "../hanging.js";
import { bool } from "../../dtype.js";
import { zerosLike } from "../../tensorFactory.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { denseNumbers } from "../../kernels/dense.js";
import { productOfReflections } from "../../kernels/matrices/householder.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { call } from "../dispatch.js";
import { cat } from "../join.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, matrixOf, tensorOf } from "./matrices.js";
import { matrixOp } from "./matrixOp.js";

/**
 * The first n columns of the product of the reflections I − τ·v·vᵀ, whose vectors v stand below the diagonals of
 * A [*, m, n], with 1 at the diagonal, and their τ in tau [*, k]. Throws for m < n < k and dtypes that differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.householder_product.html
 */
export function householder_product(A: Tensor, tau: Tensor): Tensor {
  const named = byName(householder_product, "linalg_householder_product(input, tau)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_householder_product";
  const [a, taus] = [tensorArgument(op, "input", A), tensorArgument(op, "tau", tau)];
  if (a.ndim < 2) throw errors.householder("input must have at least 2 dimensions.");
  const [m, n] = matrixOf(a.shape);
  if (m < n) throw errors.householder("input.shape[-2] must be greater than or equal to input.shape[-1]");
  if (taus.ndim === 0) throw errors.dimensionOfScalar(-1);
  if (n < taus.shape.at(-1)!) {
    throw errors.householder("input.shape[-1] must be greater than or equal to tau.shape[-1]");
  }
  if (taus.ndim !== a.ndim - 1) {
    throw errors.householder(
      `Expected tau to have one dimension less than input, but got tau.ndim equal to ${taus.ndim} and input.ndim is equal to ${a.ndim}`,
    );
  }
  const batch = taus.shape.slice(0, -1);
  if (!sameShape(batch, batchOf(a.shape))) {
    throw errors.householder(
      `Expected batch dimensions of tau to be equal to input.shape[:-2], but got [${batch.join(", ")}]`,
    );
  }
  if (a.dtype !== taus.dtype) {
    throw errors.householder(`tau dtype ${taus.dtype.label} does not match input dtype ${a.dtype.label}`);
  }
  if (!a.dtype.is_floating_point) throw errors.notImplementedFor("orgqr_cpu", a.dtype.label);
  return call(productOp, [a, taus], {});
}

/** The ops of this family. */
export default class ReflectionOps {
  /** @internal */
  static get ops() {
    return { linalg_householder_product: productOp };
  }
}

const productOp: Op = matrixOp({
  name: "linalg_householder_product",
  gradFn: "LinalgHouseholderProductBackward0",
  formulas: ["-y*(G + G.mT) @ v below the diagonal, G being the gradient of a reflection", "-v.mT @ G @ v"],
  samples: [
    sample([[3, 3], [3]], { distinct: true, low: -1 }),
    sample(
      [
        [2, 4, 2],
        [2, 1],
      ],
      { distinct: true, low: -1 },
    ),
  ],
  shape: ([a]) => [a!],
  forward([a, tau]) {
    const [m, n] = matrixOf(a!.shape);
    const count = tau!.shape.at(-1)!;
    const taus = denseNumbers(tau!);
    const results = matricesOf(a!).map((matrix, place) =>
      transposed(productOfReflections(matrix, m, n, taus.slice(place * count, (place + 1) * count), n), m, n),
    );
    return [columnwise(results, a!.shape, a!.dtype)];
  },
  // PyTorch's backward goes on from the product.
  saves: ["x", "y", "out"],
  vjp([g], { x, y, out }) {
    const reflections = reflectionsOf(x, y as Tensor);
    const after = productsAfter(x, reflections);
    let gradient = g!;
    const [ofVectors, ofTaus]: [Tensor[], Tensor[]] = [[], []];
    reflections.forEach(({ vector, tau }, k) => {
      // The gradient G of reflection k is that of the product times what comes after it: G·v and Gᵀ·v.
      const right = gradient.matmul(after[k]!.mT.matmul(vector));
      const left = after[k]!.matmul(gradient.mT.matmul(vector));
      ofTaus.push(vector.mul(right).sum(-2).neg());
      ofVectors.push(below(right.add(left).mul(tau).neg(), k));
      gradient = reflected(gradient, { vector, tau });
    });
    const rest = zerosLike(x.narrow(-1, reflections.length, x.shape.at(-1)! - reflections.length));
    const gradients = [cat([...ofVectors, rest], -1), ofTaus.length === 0 ? zerosLike(y as Tensor) : cat(ofTaus, -1)];
    return gradients.map((one) => hangingOn(one, [out], "CatBackward0"));
  },
  jvp([ofA, ofTau], { x, y }) {
    const reflections = reflectionsOf(x, y as Tensor);
    const after = productsAfter(x, reflections);
    let tangent = zerosLike(x);
    for (let k = reflections.length - 1; k >= 0; k--) {
      const { vector, tau } = reflections[k]!;
      const product = vector.mT.matmul(after[k]!);
      tangent = reflected(tangent, reflections[k]!);
      if (ofTau) tangent = tangent.sub(vector.mul(ofTau.narrow(-1, k, 1).unsqueeze(-1)).matmul(product));
      if (!ofA) continue;
      const moved = below(ofA.narrow(-1, k, 1), k);
      const change = moved.matmul(product).add(vector.matmul(moved.mT.matmul(after[k]!)));
      tangent = tangent.sub(change.mul(tau));
    }
    return [tangent];
  },
});

/** v [*, m, 1] and τ [*, 1, 1]. */
interface Reflection {
  readonly vector: Tensor;
  readonly tau: Tensor;
}

function reflectionsOf(a: Tensor, taus: Tensor): readonly Reflection[] {
  const m = a.shape.at(-2)!;
  return Array.from({ length: taus.shape.at(-1)! }, (_, k) => {
    const one = tensorOf([Float64Array.from({ length: m }, (__, i) => Number(i === k))], [m, 1], a.dtype);
    return { vector: below(a.narrow(-1, k, 1), k).add(one), tau: taus.narrow(-1, k, 1).unsqueeze(-1) };
  });
}

/** For each reflection the first columns of the product of those after it. */
function productsAfter(a: Tensor, reflections: readonly Reflection[]): readonly Tensor[] {
  const [m, n] = matrixOf(a.shape);
  const identity = Float64Array.from({ length: m * n }, (_, i) => Number(Math.floor(i / n) === i % n));
  const products = [tensorOf([identity], [m, n], a.dtype).expand(a.shape)];
  for (const reflection of reflections.slice(1).reverse()) products.unshift(reflected(products[0]!, reflection));
  return products;
}

/** (I − τ·v·vᵀ)·x */
function reflected(x: Tensor, { vector, tau }: Reflection): Tensor {
  return x.sub(vector.mul(tau).matmul(vector.mT.matmul(x)));
}

/** A column with zeros down to row k. */
function below(column: Tensor, k: number): Tensor {
  const m = column.shape.at(-2)!;
  return column.masked_fill(tensorOf([Float64Array.from({ length: m }, (_, i) => Number(i <= k))], [m, 1], bool), 0);
}
