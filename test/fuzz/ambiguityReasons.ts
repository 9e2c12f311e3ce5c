import {
  differing,
  isNear,
  isZero,
  operandsOf,
  raised,
  tensorsIn,
  valuesOf,
  type Case,
  type Reason,
} from "./reason.js";
import { isSingular } from "./singular.js";
import type { Seen, SeenTensor, Sight, Statement } from "./program.js";

/** Differences in what has no one answer, or in what PyTorch's own hangs on how its kernels go through memory. */
export const ambiguityReasons: readonly Reason[] = [
  {
    says: "elements that share memory are computed in place one after the other, or all at once from what they were",
    holds: (difference) =>
      difference.kind === "values" &&
      !onlyWrites.test(difference.program[difference.step]!.source) &&
      (tensorsIn(difference.theirs).some(isFolded) || isWrittenFolded(difference)),
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
    says: "what is divided by a matrix that is singular but for rounding, or a logarithm of its determinant, is made of what rounding left",
    holds: (difference) =>
      difference.kind === "values" &&
      /\b(solve|solve_ex|inv|inv_ex|inverse|cond|slogdet|logdet)\(/.test(difference.program[difference.step]!.source) &&
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
    says: "equal elements come in any order from a sort that is not stable",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" && /\bsort\((?!.*stable: true)/.test(program[step]!.source) && isInOrderOfTies(ours, theirs),
  },
  {
    says: "what refuses to write in place has in PyTorch by then written some of the elements, or made room for them",
    holds: ({ kind, program, step, theirs, answer }) => {
      const { makes, uses } = program[step]!;
      return (
        (kind === "values" || kind === "shape" || (kind === "words" && /shape|size|setStorage/.test(raised(theirs)))) &&
        program.some(({ source }, i) => {
          const written = new RegExp(`\\b(t\\d+)\\.(${leavingTraces})_\\(`).exec(source)?.[1];
          return (
            written !== undefined &&
            [makes, ...uses].some((name) => name === written || name === rootOf(program, answer, written)) &&
            /is out of bounds|out of range|Expected p_in|same dtype|Number of elements of source|match the broadcast shape/.test(
              raised(answer.steps[i]!),
            )
          );
        })
      );
    },
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

/** Whether what the statement makes, or looks at, is written in place through a view that shows places of it more than once. */
function isWrittenFolded({ program, step, answer }: Case): boolean {
  return program.some(({ source }, at) => {
    const name = /\b(t\d+)\.\w+_\(/.exec(source)?.[1];
    const made = program.findIndex(({ makes }) => makes === name);
    return (
      name !== undefined &&
      tensorsIn(answer.steps[made]!).some(isFolded) &&
      (at === step || rootOf(program, answer, name) === program[step]!.makes)
    );
  });
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

/** Whether two answers have the same values, and the same indices but where a value is there twice. */
function isInOrderOfTies(ours: Seen, theirs: Seen): boolean {
  const [[values, indices], [sameValues, otherIndices]] = [tensorsIn(ours), tensorsIn(theirs)] as const;
  if (indices === undefined || otherIndices === undefined) return false;
  const count = (value: string): number => values!.values.filter((other) => other === value).length;
  return values!.values.every(
    (value, i) => value === sameValues!.values[i] && (indices.values[i] === otherIndices.values[i] || count(value) > 1),
  );
}
