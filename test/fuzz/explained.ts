import type { Kind } from "./difference.js";
import type { Seen, Statement } from "./program.js";

/** A difference, and the program in which it is. */
export interface Case {
  readonly kind: Kind;
  readonly program: readonly Statement[];
  /** The statement whose value differs. */
  readonly step: number;
  readonly ours: Seen;
  readonly theirs: Seen;
}

/** Differences that are meant: by PORTING.md, or since PyTorch's own answer hangs on how its kernels are cut. */
interface Reason {
  readonly says: string;
  holds(difference: Case): boolean;
}

const reasons: readonly Reason[] = [
  {
    says: "a gradient's own graph: rules are written in tensor methods, PyTorch has nodes for some of them",
    holds: ({ kind, program, step }) =>
      kind === "grad_fn" &&
      (program[step]!.source.includes("create_graph") ||
        (/\.grad$/.test(program[step]!.source) && program.some(({ source }) => source.includes("create_graph: true")))),
  },
  {
    says: "a convolution of two dtypes: PyTorch's words hang on which library would have computed it",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^RuntimeError: Input type .* and weight type .* should be the same$/.test(raised(ours)) &&
      /MKLDNN|expected scalar type|not implemented for/.test(raised(theirs)),
  },
  {
    says: "the same words, and more of them",
    holds: ({ kind, ours, theirs }) => kind === "words" && raised(ours).startsWith(raised(theirs)),
  },
  {
    says: "a tangent's own graph: rules are written in tensor methods, PyTorch has formulas for some of them",
    holds: ({ kind, program, step }) =>
      kind === "grad_fn" && reached(program, step).some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "an argument is missing: both raise TypeError, here in the words of one that is undefined",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^TypeError: .*(must be .*, not (undefined|Object)|missing)/.test(raised(ours)) &&
      /^TypeError: .* missing \d+ required positional argument/.test(raised(theirs)),
  },
  {
    says: "PyTorch has zeros that it never wrote down, and cannot list",
    holds: ({ kind, theirs }) => kind === "raises" && raised(theirs).includes("unallocated storage"),
  },
  {
    says: "no int64 beyond 2^53, and none of NaN or infinities",
    holds: ({ kind, ours }) => kind === "raises" && raised(ours).includes("int64 is exact to 2^53"),
  },
  {
    says: "only floating-point tensors require grad: PyTorch's in-place ops let integers, with which backward then ends in an assert",
    holds: ({ theirs }) =>
      ("dtype" in theirs && !theirs.dtype.startsWith("float") && theirs.requires_grad) ||
      /Autograd not support dtype|isDifferentiableType/.test(raised(theirs)),
  },
  {
    says: "an argument of the wrong type: PyTorch prints all its overloads",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(theirs).includes("invalid combination of arguments") &&
      raised(ours).startsWith("TypeError"),
  },
];

/** Why this difference is none to mend, null if it is one. */
export function explanationOf(difference: Case): string | null {
  return reasons.find((reason) => reason.holds(difference))?.says ?? null;
}

/** The statement, and those that only take an item out of what it made. */
function reached(program: readonly Statement[], step: number): readonly Statement[] {
  const { source, uses } = program[step]!;
  if (!source.startsWith("[...")) return [program[step]!];
  return [program[step]!, ...program.filter(({ makes }) => makes !== null && uses.includes(makes))];
}

function raised(seen: Seen): string {
  return "raised" in seen ? seen.raised : "";
}
