import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Constraint } from "./constraints.js";
import type { Bound, BoundedConstraint } from "./regions/constraint.js";
import type { IndependentConstraint } from "./regions/events.js";
import type { JoinedConstraint } from "./regions/joined.js";
import { AffineTransform } from "./transforms/affineTransform.js";
import { ComposeTransform, identity_transform } from "./transforms/composeTransform.js";
import { ExpTransform, SigmoidTransform } from "./transforms/elementTransforms.js";
import { IndependentTransform } from "./transforms/independentTransform.js";
import { CatTransform, StackTransform } from "./transforms/joinedTransforms.js";
import {
  CorrCholeskyTransform,
  LowerCholeskyTransform,
  PositiveDefiniteTransform,
} from "./transforms/matrixTransforms.js";
import { SoftmaxTransform, StickBreakingTransform } from "./transforms/simplexTransforms.js";
import type { Transform } from "./transforms/transform.js";

type Factory = (constraint: Constraint) => Transform;

/** A function from regions to transforms into them, which can be told of more kinds of regions. */
export interface ConstraintRegistry {
  (constraint: Constraint): Transform;
  /** Says how to make the transform into the regions of one's kind. Gives the function back. */
  register(constraint: Constraint, factory: Factory): Factory;
}

/**
 * A bijective transform of all numbers into a region. Throws for regions into which there is none.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraint_registry
 */
export const biject_to: ConstraintRegistry = registry({
  Simplex: () => new StickBreakingTransform(),
});

/**
 * A transform of all numbers into a region, which need not be bijective. Throws for regions into which there is none.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraint_registry
 */
export const transform_to: ConstraintRegistry = registry({
  Simplex: () => new SoftmaxTransform(),
  LowerCholesky: () => new LowerCholeskyTransform(),
  PositiveDefinite: () => new PositiveDefiniteTransform(),
  PositiveSemidefinite: () => new PositiveDefiniteTransform(),
});

function registry(own: Readonly<Record<string, Factory>>): ConstraintRegistry {
  const into: ConstraintRegistry = Object.assign(
    (constraint: Constraint): Transform => {
      const factory = factories.get(constraint.kind);
      if (factory === undefined) throw errors.noTransformInto(constraint.kind);
      return factory(constraint);
    },
    {
      register(constraint: Constraint, factory: Factory): Factory {
        factories.set(constraint.kind, factory);
        return factory;
      },
    },
  );
  const joined = (constraint: Constraint): readonly Transform[] => (constraint as JoinedConstraint).cseq.map(into);
  const factories = new Map<string, Factory>(
    Object.entries({
      Real: () => identity_transform,
      GreaterThan: aboveBound,
      GreaterThanEq: aboveBound,
      LessThan: belowBound,
      Interval: betweenBounds,
      HalfOpenInterval: betweenBounds,
      CorrCholesky: () => new CorrCholeskyTransform(),
      IndependentConstraint(constraint: Constraint) {
        const { base_constraint, reinterpreted_batch_ndims } = constraint as IndependentConstraint;
        return new IndependentTransform(into(base_constraint), reinterpreted_batch_ndims);
      },
      Cat(constraint: Constraint) {
        const { dim, lengths } = constraint as JoinedConstraint;
        return new CatTransform(joined(constraint), dim, lengths);
      },
      Stack: (constraint: Constraint) => new StackTransform(joined(constraint), (constraint as JoinedConstraint).dim),
      ...own,
    }),
  );
  return into;
}

function aboveBound(constraint: Constraint): Transform {
  const { lower_bound } = constraint as BoundedConstraint;
  return new ComposeTransform([new ExpTransform(), new AffineTransform(lower_bound!, 1)]);
}

function belowBound(constraint: Constraint): Transform {
  const { upper_bound } = constraint as BoundedConstraint;
  return new ComposeTransform([new ExpTransform(), new AffineTransform(upper_bound!, -1)]);
}

function betweenBounds(constraint: Constraint): Transform {
  const { lower_bound, upper_bound } = constraint as BoundedConstraint;
  if (lower_bound === 0 && upper_bound === 1) return new SigmoidTransform();
  return new ComposeTransform([
    new SigmoidTransform(),
    new AffineTransform(lower_bound!, difference(upper_bound!, lower_bound!)),
  ]);
}

function difference(upper: Bound, lower: Bound): Bound {
  if (isTensor(upper)) return upper.sub(lower);
  return isTensor(lower) ? lower.neg().add(upper) : upper - lower;
}
