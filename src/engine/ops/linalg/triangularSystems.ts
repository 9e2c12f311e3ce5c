import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { solveTriangle } from "../../kernels/matrices/triangular.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { broadcastShapes, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { call } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, matrixOf, sourcesOf } from "./matrices.js";
import { checkSquare } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";

export interface TriangularOptions {
  /** Whether the upper triangle of A holds the equations, or the lower one. */
  readonly upper: boolean;
  /** Whether A·X = B is solved, or X·A = B; true unless given. */
  readonly left?: boolean;
  /** Whether the diagonal of A counts as 1; false unless given. */
  readonly unitriangular?: boolean;
}

/**
 * The solution of A·X = B, or X·A = B with left false, for a triangle of A [*, n, n] and B [*, n, k] or [*, k, n]; batches
 * are broadcast. What is beside that triangle is not read. A zero on the diagonal gives infinities. Throws for other shapes
 * and for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html
 */
export function solve_triangular(A: Tensor, B: Tensor, options: TriangularOptions): Tensor;
export function solve_triangular(A: Tensor, B: Tensor, ...args: unknown[]): Tensor {
  const named = byName(solve_triangular, "linalg_solve_triangular(input, B, *, upper, left, unitriangular)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_solve_triangular";
  const [a, b] = [tensorArgument(op, "A", A), tensorArgument(op, "B", B)];
  const given = readArguments<TriangularOptions>(op, ["upper", "left", "unitriangular"], args);
  if (given.upper === undefined) throw errors.missingArgument(op, "upper");
  const flags = {
    upper: flagArgument(op, "upper", given.upper, false),
    left: flagArgument(op, "left", given.left, true),
    unitriangular: flagArgument(op, "unitriangular", given.unitriangular, false),
  };
  checkSquare("linalg.solve_triangular", a);
  if (b.ndim < 2) throw errors.notMatrices("linalg.solve_triangular", "B");
  checkSystem("solve_triangular", a.shape, b.shape, flags.left);
  if (!a.dtype.is_floating_point) throw errors.notImplementedFor("triangular_solve_cpu", a.dtype.label);
  return solveTriangular(a, b, flags);
}

/** The same for rules and other decompositions, whose operands fit. */
export function solveTriangular(
  a: Tensor,
  b: Tensor,
  { upper, left = true, unitriangular = false }: TriangularOptions,
): Tensor {
  return call(solveTriangularOp, [a, b], { upper, left, unitriangular });
}

/** Throws if a system's matrices do not fit each other. */
export function checkSystem(op: string, a: Shape, b: Shape, left: boolean): void {
  const [n] = matrixOf(a);
  if (matrixOf(b)[left ? 0 : 1] === n) return;
  throw errors.systemShapes(op, matrixOf(a).join("x"), matrixOf(b).join("x"), left);
}

/** The ops of this family. */
export default class TriangularSystemOps {
  /** @internal */
  static get ops() {
    return { linalg_solve_triangular: solveTriangularOp };
  }
}

type Triangular = { readonly upper: boolean; readonly left: boolean; readonly unitriangular: boolean };

const solveTriangularOp: Op<Triangular> = matrixOp<Triangular>({
  name: "linalg_solve_triangular",
  gradFn: "LinalgSolveTriangularBackward0",
  formulas: ["-inv(x).mT @ g @ out.mT, the triangle of it", "inv(x).mT @ g"],
  samples: [
    sample(
      [
        [3, 3],
        [2, 3, 2],
      ],
      { distinct: true, attributes: { upper: true, left: true, unitriangular: false } },
    ),
    sample(
      [
        [2, 3, 3],
        [2, 3],
      ],
      { distinct: true, attributes: { upper: false, left: false, unitriangular: true } },
    ),
  ],
  shape: ([a, b]) => [resultShape(a!, b!)],
  forward([a, b], { upper, left, unitriangular }) {
    const shape = resultShape(a!.shape, b!.shape);
    const [rows, columns] = matrixOf(shape);
    const [triangles, sides] = [matricesOf(a!), matricesOf(b!)];
    const ofA = sourcesOf(batchOf(a!.shape), batchOf(shape));
    const ofB = sourcesOf(batchOf(b!.shape), batchOf(shape));
    const [n, count] = left ? [rows, columns] : [columns, rows];
    const results = ofA.map((place, i) => {
      const side = sides[ofB[i]!]!;
      // X·A = B is Aᵀ·Xᵀ = Bᵀ.
      const x = left ? side.slice() : transposed(side, rows, columns);
      solveTriangle(triangles[place]!, n, x, count, { upper, transposed: !left, unit: unitriangular });
      return left ? transposed(x, n, count) : x;
    });
    return [columnwise(results, shape, a!.dtype)];
  },
  saves: ["x", "out"],
  vjp([g], { x, out }, { attributes }, [ofA]) {
    const { upper, left, unitriangular } = attributes;
    const ofB = solveTriangular(x.mT, g!, { upper: !upper, left, unitriangular });
    if (!ofA) return [null, ofB];
    const whole = left ? ofB.matmul(out.mT) : out.mT.matmul(ofB);
    return [triangleOf(whole.neg(), attributes), ofB];
  },
  jvp([ofA, ofB], { x, out }, { attributes }) {
    const moved = ofA ? triangleOf(ofA, attributes) : null;
    const byA = moved === null ? null : (attributes.left ? moved.matmul(out) : out.matmul(moved)).neg();
    const side = sumOf(ofB ?? null, byA);
    return [side === null ? null : solveTriangular(x, side, attributes)];
  },
});

function resultShape(a: Shape, b: Shape): Shape {
  return [...broadcastShapes(batchOf(a), batchOf(b)), ...matrixOf(b)];
}

function triangleOf(x: Tensor, { upper, unitriangular }: Triangular): Tensor {
  return upper ? x.triu(Number(unitriangular)) : x.tril(-Number(unitriangular));
}
