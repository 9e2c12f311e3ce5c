import {
  differing,
  isOfInference,
  isZero,
  operandsOf,
  pairs,
  raised,
  reached,
  tensorsIn,
  valuesOf,
  type Case,
  type Reason,
} from "./reason.js";
import { isSingular, isSingularInFront } from "./singular.js";
import type { Seen, SeenTensor, Sight, Statement } from "./program.js";

/** Differences in what has no one answer, or in what PyTorch's own hangs on how its kernels go through memory. */
export const ambiguityReasons: readonly Reason[] = [
  {
    says: "elements that share memory are computed in place one after the other, or all at once from what they were",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" && !onlyWrites.test(program[step]!.source) && tensorsIn(theirs).some(isFolded),
  },
  {
    says: "an operand that shares memory with what is written elsewhere is read before that, or after",
    holds: (difference) => difference.kind === "values" && readsWritten(difference),
  },
  {
    says: "PyTorch's cov of one observation with weights writes over it",
    holds: (difference) =>
      difference.program.some(
        ({ uses }, at) =>
          writesOverObservation(difference, at) &&
          (/ leaf Variable .* in-place operation/.test(raised(difference.theirs))
            ? at === difference.step
            : ["values", "grad_fn", "version", "is_leaf"].includes(difference.kind) &&
              (valuesOf(difference.theirs).every(isZero) ||
                /autograd\.|\.grad$/.test(difference.program[difference.step]!.source) ||
                showsSame(difference, uses[0]!))),
      ),
  },
  {
    says: "PyTorch leaves polynomials of NaN unwritten, and gives what was in the memory",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      /_polynomial_/.test(program[step]!.source) &&
      valuesOf(ours).every((value, i) => value === "NaN" || isNear(Number(value), Number(valuesOf(theirs)[i]))),
  },
  {
    says: "what becomes of NaN and infinities in a factorization hangs on the order in which LAPACK multiplies by them",
    holds: (difference) => difference.kind === "values" && factorsNonFinite(difference),
  },
  {
    says: "beside infinities LAPACK's iterations end or do not, by how the matrix lies",
    holds: (difference) =>
      difference.kind === "raises" &&
      raised(difference.theirs).startsWith("_LinAlgError: linalg.svd: The algorithm failed to converge") &&
      operandsOf(difference).some((seen) => valuesOf(seen).some((value) => Math.abs(Number(value)) === Infinity)),
  },
  {
    says: "gelsy takes columns first by what was in the memory that PyTorch gives it, which shows where it finds a lower rank",
    holds: (difference) => {
      const { source } = difference.program[difference.step]!;
      const rcond = /linalg\.lstsq\(t\d+, t\d+, (?:\{ rcond: )?([\d.e-]+)/.exec(source)?.[1] ?? "0";
      return (
        difference.kind === "values" &&
        source.includes("linalg.lstsq(") &&
        !/"gels[ds]?"/.test(source) &&
        (Number(rcond) > 0.01 || operandsOf(difference).some((seen) => isSingular(seen) || isSingularInFront(seen)))
      );
    },
  },
  {
    says: "below a tolerance of 0, the rank of a singular matrix counts what rounding left of its singular values",
    holds: (difference) =>
      difference.kind === "values" &&
      /matrix_rank\(.*(-\d|\b0\b)/.test(difference.program[difference.step]!.source) &&
      operandsOf(difference).some(isSingular),
  },
  {
    says: "what is divided by a matrix that is singular but for rounding is made of what rounding left",
    holds: (difference) =>
      difference.kind === "values" &&
      /\b(solve|solve_ex|inv|inv_ex|inverse)\(/.test(difference.program[difference.step]!.source) &&
      operandsOf(difference).some(isSingular),
  },
  {
    says: "the sine of a number so great that its last digits are many turns",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program[step]!.source.includes(".sin()") &&
      differing(ours, theirs).every((both) => both.every((value) => Math.abs(Number(value)) > 1e20)),
  },
  {
    says: "NaN has a sign in PyTorch, and none that JavaScript could tell",
    holds: (difference) =>
      difference.kind === "values" &&
      difference.program[difference.step]!.source.includes("signbit(") &&
      valuesOf(difference.ours).every(
        (sign, i) =>
          sign === valuesOf(difference.theirs)[i] || operandsOf(difference).some((seen) => valuesOf(seen)[i] === "NaN"),
      ),
  },
  {
    says: "PyTorch's gradients and tangents of norms subtract infinities from each other, here they are centred first",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      /grad|jvp|vjp|tangentsOf/.test(program[step]!.source) &&
      program.some(({ source }) => /(layer|group|batch|instance)_norm\(/.test(source)) &&
      differing(ours, theirs).every(([one, other]) => other === "NaN" && Math.abs(Number(one)) === Infinity),
  },
  {
    says: "the logarithm of counts that are integers is a float32, whatever the loss of them is",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      /poisson_nll_loss\(.*full: true/.test(program[step]!.source) &&
      differing(ours, theirs).every(
        ([one, other]) => Math.abs(Number(one) - Number(other)) <= 1e-5 * (1 + Math.abs(Number(other))),
      ),
  },
  {
    says: "a target of ctc_loss must not be the blank, whose gradient then is what PyTorch's kernel left of it",
    holds: ({ kind, program, step, answer }) =>
      kind === "values" &&
      program[step]!.source.includes("grad") &&
      program.some(({ source, uses }) => {
        const blank = /ctc_loss\(.*blank: (-?\d+)/.exec(source)?.[1] ?? "0";
        const [, targets, literal] = /ctc_loss\(t\d+, (?:(t\d+)|torch\.tensor\(([^a-z]*),)/.exec(source) ?? [];
        if (literal !== undefined) return literal.split(/[^-\d]+/).includes(blank);
        if (targets === undefined || !uses.includes(targets)) return false;
        return program.some(({ makes }, i) => makes === targets && valuesOf(answer.steps[i]!).includes(blank));
      }),
  },
  {
    says: "singular vectors of equal singular values, and of 0, are not unique",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /svd\(/.test(source)) &&
      pairs(ours, theirs).length === 3 &&
      valuesOf(pairs(ours, theirs)[1]![0]).every((value, i) =>
        isNear(Number(value), Number(tensorsIn(theirs)[1]!.values[i])),
      ) &&
      rowsOf(tensorsIn(theirs)[1]!).some(hasEqualOrZero),
  },
  {
    says: "the sign of an eigenvector is anyone's choice",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /eigh\(/.test(source)) &&
      tensorsIn(ours).every(({ shape, values }, k) => {
        // Eigenvalues have one dimension less than what they are those of.
        const areVectors = shape.length === Math.max(...tensorsIn(ours).map((one) => one.shape.length));
        const size = areVectors ? Math.abs : Number;
        return values.every((value, i) => isNear(size(Number(value)), size(Number(tensorsIn(theirs)[k]!.values[i]))));
      }),
  },
  {
    says: "of columns that depend on each other a factorization in Q and R is not unique",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" && /qr\(/.test(program[step]!.source) && tensorsIn(theirs).some(hasZeroInDiagonal),
  },
  {
    says: "equal elements come in any order from a sort that is not stable",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" && /\bsort\((?!.*stable: true)/.test(program[step]!.source) && isInOrderOfTies(ours, theirs),
  },
  {
    says: "what refuses to write in place has in PyTorch by then written some of the elements, or made room for them",
    holds: ({ kind, program, step, answer }) => {
      const { makes, uses } = program[step]!;
      return (
        (kind === "values" || kind === "shape") &&
        program.some(
          ({ source }, i) =>
            [makes, ...uses].some((name) => new RegExp(`\\b${name}\\.(${leavingTraces})_\\(`).test(source)) &&
            /is out of bounds|out of range|Expected p_in|same dtype|Number of elements of source/.test(
              raised(answer.steps[i]!),
            ),
        )
      );
    },
  },
  {
    says: "of a tensor of inference mode PyTorch tells the views that its own functions make inside",
    holds: (difference) =>
      difference.kind === "is_view" &&
      "is_view" in difference.theirs &&
      difference.theirs.is_view === true &&
      operandsOf(difference).some((seen) => tensorsIn(seen).some(isOfInference)),
  },
  {
    says: "of what inference mode made alone PyTorch's autograd hears by what its kernels call inside, if at all",
    holds: (difference) => {
      const { kind, ours, theirs } = difference;
      const operands = operandsOf(difference).flatMap(tensorsIn);
      return (
        (kind === "requires_grad" || (kind === "raises" && !("raised" in ours))) &&
        (/functions with out=\.\.\./.test(raised(theirs)) ||
          ((kind === "requires_grad" || raised(theirs).includes("Inference tensors cannot be saved")) &&
            tensorsIn(ours).every(({ requires_grad }) => !requires_grad))) &&
        operands.every(isOfInference) &&
        operands.some(({ requires_grad }) => requires_grad)
      );
    },
  },
  {
    says: "a condition number beyond the digits of its dtype is made of what rounding left of a singular value",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program[step]!.source.includes("linalg.cond(") &&
      tensorsIn(theirs).every(({ dtype }) =>
        differing(ours, theirs)
          .flat()
          .every((value) => Math.abs(Number(value)) > (dtype === "float32" ? 2 ** 22 : 2 ** 50)),
      ),
  },
  {
    says: "of less than two dimensions batch_norm has the channels that PyTorch finds in the memory behind the sizes",
    holds: (difference) =>
      difference.kind === "words" &&
      /\bbatch_norm\(t\d+/.test(difference.program[difference.step]!.source) &&
      [difference.ours, difference.theirs].every((seen) => hasOtherChannels.test(raised(seen))) &&
      tensorsIn(operandsOf(difference)[0]!).every(({ shape }) => shape.length < 2),
  },
];

const hasOtherChannels = /^RuntimeError: (running_mean|running_var|weight|bias) should contain \d+ elements not \d+$/;

/** In-place functions that look at an element, or at a dtype, when they have written before. */
const leavingTraces = "scatter\\w*|masked_scatter|index_\\w+|put|bernoulli|addbmm";

/** In-place functions that write elements without computing with what they were. */
const onlyWrites = /\.(masked_|index_|scatter|put_|fill_|copy_|zero_)/;

/** Whether some of the places are one in memory. */
function isFolded({ shape, strides }: SeenTensor): boolean {
  const sizes = shape.filter((size) => size !== 1);
  const dims = (strides ?? []).map((stride, dim) => ({ stride, size: sizes[dim]! }));
  let reach = 0;
  for (const { stride, size } of dims.sort((a, b) => a.stride - b.stride)) {
    if (stride <= reach) return true;
    reach += (size - 1) * stride;
  }
  return false;
}

/** Whether the statement writes to a tensor and reads another view of the same memory. */
function readsWritten({ program, step, answer }: Case): boolean {
  const { source, uses } = program[step]!;
  const written = /\b(t\d+)\.\w+_\(/.exec(source)?.[1];
  if (written === undefined) return false;
  const root = rootOf(program, answer, written);
  // A product is added to each element at once, whatever it is of, but a product of matrices reads the others.
  const isItsOwnFactor = new RegExp(`\\.(addmm|addmv|addbmm|baddbmm)_\\(.*\\b${written}\\b`).test(source);
  return isItsOwnFactor || uses.some((name) => name !== written && rootOf(program, answer, name) === root);
}

/** The name whose memory a name shows. */
function rootOf(program: readonly Statement[], answer: Sight, name: string): string {
  const at = program.findIndex(({ makes }) => makes === name);
  // What is taken out of a list of views is one of them.
  const isView = program[at]!.uses.length > 0 && tensorsIn(answer.steps[at]!).some(({ is_view }) => is_view);
  return isView ? rootOf(program, answer, program[at]!.uses[0]!) : name;
}

/** Whether a statement is a cov of one observation, of which counts or weights are given, but not both. */
function writesOverObservation({ program, answer }: Case, at: number): boolean {
  const { source, uses } = program[at]!;
  if (!/\bcov\(/.test(source) || /fweights: [^n]/.test(source) === /aweights: [^n]/.test(source)) return false;
  const made = program.findIndex(({ makes }) => makes === uses[0]);
  return made >= 0 && tensorsIn(answer.steps[made]!).some(({ shape }) => (shape.at(-1) ?? 1) === 1);
}

/** Whether what is seen shows the memory of a name, or is made of what shows it. */
function showsSame({ program, step, answer }: Case, name: string): boolean {
  const root = rootOf(program, answer, name);
  const isOf = (at: number): boolean => {
    const { makes, uses } = program[at]!;
    return (
      (makes !== null && rootOf(program, answer, makes) === root) ||
      uses.some((used) => isOf(program.findIndex((statement) => statement.makes === used)))
    );
  };
  return isOf(step);
}

const factorizations =
  /\b(svd|svdvals|qr|lu|lu_\w+|cholesky\w*|eig\w*|inv\w*|pinv|pinverse|det|logdet|slogdet|solve\w*|lstsq|householder_product|orgqr|ldl_\w+|matrix_rank|matrix_power|tensorinv|tensorsolve|cond)\(/;

function factorsNonFinite(difference: Case): boolean {
  const chain: readonly Statement[] = reached(difference.program, difference.step);
  const factored = chain.find(({ source }) => factorizations.test(source));
  if (factored === undefined) return false;
  const at = difference.program.indexOf(factored);
  const operands = operandsOf({ ...difference, step: at }).flatMap((seen: Seen) => tensorsIn(seen));
  const isFinite = (value: string): boolean => Number.isFinite(Number(value));
  return /NaN|Infinity/.test(factored.source) || operands.some(({ values }) => !values.every(isFinite));
}

function rowsOf({ shape, values }: SeenTensor): readonly (readonly number[])[] {
  const length = shape.at(-1) ?? 1;
  const numbers = values.map(Number);
  return Array.from({ length: numbers.length / length }, (_, i) => numbers.slice(i * length, (i + 1) * length));
}

/** Singular values come in descending order. */
function hasEqualOrZero(row: readonly number[]): boolean {
  const least = 1e-6 * row[0]!;
  return row.some((value, i) => value <= least || value - (row[i + 1] ?? -Infinity) <= least);
}

function hasZeroInDiagonal(r: SeenTensor): boolean {
  const columns = r.shape.at(-1) ?? 0;
  const rows = rowsOf(r);
  const greatest = Math.max(...rows.flat().map(Math.abs));
  const height = r.shape.at(-2) ?? 1;
  return rows.some((row, i) => i % height < columns && Math.abs(row[i % height]!) <= 1e-6 * greatest);
}

/** Whether two answers have the same values, and the same indices but where a value is there twice. */
function isInOrderOfTies(ours: Seen, theirs: Seen): boolean {
  const [[values, indices], [sameValues, otherIndices]] = [tensorsIn(ours), tensorsIn(theirs)] as const;
  if (indices === undefined || otherIndices === undefined) return false;
  const count = (value: string): number => values!.values.filter((other) => other === value).length;
  return values!.values.every(
    (value, i) => value === sameValues!.values[i] && (indices.values[i] === otherIndices.values[i] || count(value) > 1),
  );
}

function isNear(one: number, other: number): boolean {
  return Object.is(one, other) || Math.abs(one - other) <= 1e-5 * (1 + Math.abs(other));
}
