import type { Kind } from "./difference.js";
import * as torch from "../../src/engine/index.js";
import type { Seen, SeenTensor, Sight, Statement } from "./program.js";

/** A difference, and the program in which it is. */
export interface Case {
  readonly kind: Kind;
  readonly program: readonly Statement[];
  /** The statement whose value differs. */
  readonly step: number;
  readonly ours: Seen;
  readonly theirs: Seen;
  /** PyTorch's whole answer. */
  readonly answer: Sight;
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
    says: "Python slices at x[:], and makes an alias at x[:,], which is what the bridge asks for",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "grad_fn" &&
      /\.index\("\d*:\d*"\)$/.test(program[step]!.source) &&
      nodeOf(ours) === "SliceBackward0" &&
      nodeOf(theirs) === "AliasBackward0",
  },
  {
    says: "an integer division by 0 in place writes nothing; PyTorch has by then written some of the elements",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" &&
      "shape" in theirs &&
      theirs.dtype.includes("int") &&
      program.some(({ source }) =>
        new RegExp(`\\b${program[step]!.makes}\\.(remainder|floor_divide|fmod)_\\(`).test(source),
      ),
  },
  {
    says: "Python indexes x[0] in other words than x[0,], which is what the bridge asks for",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(ours).includes("invalid index of a 0-dim tensor") &&
      raised(theirs).includes("too many indices for tensor of dimension 0"),
  },
  {
    says: "an index that is out of range: PyTorch's words hang on which kernel finds it",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /out of DATA bounds|is out of bounds for dimension|index out of range in self/.test(raised(ours)) &&
      /out of DATA bounds|index out of range in self|setStorage: sizes/.test(raised(theirs)),
  },
  {
    says: "a leaf turned in place keeps its place in the graph, where PyTorch's gradient then has the wrong shape",
    holds: ({ kind, program, theirs }) =>
      kind === "raises" &&
      /returned an invalid gradient .* expected shape compatible/.test(raised(theirs)) &&
      program.some(({ source }) => /\.(t|transpose|swapaxes|swapdims|squeeze|unsqueeze)_\(/.test(source)),
  },
  {
    says: "the same words, and more of them",
    holds: ({ kind, ours, theirs }) => kind === "words" && raised(ours).startsWith(raised(theirs)),
  },
  {
    says: "a tangent's own graph: rules are written in tensor methods, PyTorch has formulas for some of them",
    holds: ({ kind, program, step }) =>
      (kind === "grad_fn" || (kind === "form" && program[step]!.source.includes(".next_functions"))) &&
      reached(program, step).some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "a tangent of zeros: PyTorch multiplies by it, so that a tangent hangs on an operand with slope 0",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "requires_grad" &&
      [...tensorsIn(ours)].every((one, i) => !one.requires_grad || tensorsIn(theirs)[i]?.requires_grad) &&
      reached(program, step).some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "a gradient of zeros, which is none here, of what a tangent of zeros was multiplied by",
    holds: ({ kind, program, ours, theirs }) =>
      kind === "form" &&
      pairs(ours, theirs).every(
        ([one, other]) =>
          !isNothing(one) || isNothing(other) || tensorsIn(other).every(({ values }) => values.every(isZero)),
      ) &&
      program.some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "PyTorch takes a norm's mean and deviation for constants in third derivatives, and in those of tangents",
    holds: ({ kind, program, step }) =>
      kind === "values" &&
      program.some(({ source }) => /(layer|batch|instance)_norm\(/.test(source)) &&
      (/tangentsOf\(.*_norm\(/.test(program.map(({ source }) => source).join("\n")) ||
        (program[step]!.source.match(/autograd\.grad\(/g) ?? []).length > 2),
  },
  {
    says: "a full slice alone is a slice, and the bridge puts it into a tuple, where it is an alias",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "grad_fn" &&
      /\.index\("[\d:]+"\)/.test(program[step]!.source) &&
      tensorsIn(ours).every(({ grad_fn }) => grad_fn === "SliceBackward0") &&
      tensorsIn(theirs).every(({ grad_fn }) => grad_fn === "AliasBackward0"),
  },
  {
    says: "a list of tensors: the bridge has tuples for lists, which some functions refuse",
    holds: ({ kind, theirs }) =>
      (kind === "raises" || kind === "words") &&
      /expected Tensor as element \d+ in argument \d+, but got tuple/.test(raised(theirs)),
  },
  {
    says: "PyTorch has written to a tensor of inference mode by the time that it refuses to",
    holds: ({ kind, answer }) =>
      kind === "values" &&
      answer.steps.some((seen) => raised(seen).includes("Inplace update to inference tensor outside InferenceMode")),
  },
  {
    says: "a tangent of zeros beside NaN or infinity is NaN in PyTorch, which multiplies by it",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /tangentsOf\(|functional\.jvp\(/.test(source)) &&
      differing(ours, theirs).every(([one, other]) => other === "NaN" && one !== "NaN"),
  },
  {
    says: "PyTorch's Bessel functions are good to 1e-6 beyond 5",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program[step]!.source.includes("bessel_") &&
      differing(ours, theirs).every(([one, other]) => Math.abs(Number(one) - Number(other)) < 1e-6),
  },
  {
    says: "two numbers are 0-d tensors here, and the bridge counts them in Python",
    holds: ({ kind, ours, theirs }) =>
      kind === "form" && "shape" in ours && ours.shape.length === 0 && "number" in theirs,
  },
  {
    says: "the bridge gives full the default dtype",
    holds: ({ kind, program, step }) =>
      kind === "dtype" && /torch\.full\(.*(true|false)[^]]*\)/.test(program[step]!.source),
  },
  {
    says: "a derivative that PyTorch has not implemented",
    holds: ({ kind, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      /^NotImplementedError: .*does not support it because it has not been implemented yet|derivative for '?[\w:. ]+'? is not implemented/.test(
        raised(theirs),
      ),
  },
  {
    says: "one signature stands for PyTorch's overloads, and takes a combination that none of those does",
    holds: ({ kind, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      /received an invalid combination of arguments|missing 1 required positional arguments: "dim"/.test(
        raised(theirs),
      ),
  },
  {
    says: "sizes that stand one by one, and none of them: an empty shape here, a missing argument there",
    holds: ({ kind, program, step, theirs }) =>
      kind === "raises" &&
      /\((torch\.)?\w*\)|\(\)/.test(program[step]!.source) &&
      /missing 1 required positional arguments: "(size|shape|dims|repeats)"/.test(raised(theirs)),
  },
  {
    says: "a function of torch is here that of nn.functional, and takes its further arguments, too",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      [...program[step]!.source.matchAll(/torch\.(\w+)\(/g)].some(([, name]) => isFunctional(name!)) &&
      /got an unexpected keyword argument|positional arguments? but \d were given/.test(raised(theirs)),
  },
  {
    says: "a function of torch of what PyTorch has as a method only",
    holds: ({ kind, theirs }) => {
      const name = /^AttributeError: module 'torch' has no attribute '(\w+)'/.exec(raised(theirs))?.[1];
      return (kind === "raises" || kind === "words") && name !== undefined && name in torch.Tensor.prototype;
    },
  },
  {
    says: "whether a gradient or a tangent is a view of what only its rule has seen",
    holds: ({ kind, program, step }) =>
      kind === "is_view" &&
      reached(program, step).some(({ source }) => /autograd\.grad\(|\.grad$|tangentsOf\(/.test(source)),
  },
  {
    says: "PyTorch's tangent of a product that is written over its own operand is that of the written value",
    holds: ({ kind, program, step }) =>
      kind === "values" && /tangentsOf\(.*\b(\w+)\.(mul|multiply|div|divide)_\(\1\)/.test(program[step]!.source),
  },
  {
    says: "PyTorch's tangent of a softmax is written over what its backward needs",
    holds: ({ kind, program, theirs }) =>
      kind === "raises" &&
      /modified by an inplace operation: .* which is output 0 of Exp/.test(raised(theirs)) &&
      program.some(({ source }) => /tangentsOf\(.*softm/.test(source)),
  },
  {
    says: "PyTorch leaves the mean over no elements unwritten, and gives what was in the memory",
    holds: ({ kind, program, step }) =>
      kind === "values" && /multilabel_margin_loss\(.*torch\.zeros\(\[.*\b0/.test(`${program[step]!.source}`),
  },
  {
    says: "an argument is missing: both raise, here as for one that is undefined or of what else is wrong",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(ours) !== "" &&
      /^TypeError: .* missing \d+ required positional argument/.test(raised(theirs)),
  },
  {
    says: "PyTorch has zeros that it never wrote down, and cannot list",
    holds: ({ kind, theirs }) => kind === "raises" && raised(theirs).includes("unallocated storage"),
  },
  {
    says: "gelu of infinity: PyTorch's vectors of float32 have NaN, its single elements infinity",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program[step]!.source.includes("gelu") &&
      valuesOf(ours).some((value, i) => value === "Infinity" && valuesOf(theirs)[i] === "NaN"),
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

/** What differs of the numbers of two answers of one form. */
function differing(ours: Seen, theirs: Seen): readonly (readonly [string, string])[] {
  const [here, there] = [ours, theirs].map((seen) => tensorsIn(seen).flatMap(({ values }) => values));
  const both = here!.map((value, i) => [value, there![i] ?? ""] as const);
  return both.filter(
    ([one, other]) =>
      Math.abs(Number(one) - Number(other)) > 1e-9 || Number.isNaN(Number(one)) !== Number.isNaN(Number(other)),
  );
}

function pairs(ours: Seen, theirs: Seen): readonly (readonly [Seen, Seen])[] {
  if ("list" in ours && "list" in theirs) return ours.list.map((one, i) => [one, theirs.list[i]!] as const);
  return [[ours, theirs]];
}

function isNothing(seen: Seen): boolean {
  return "other" in seen && seen.other === "null";
}

function isZero(value: string): boolean {
  return Number(value) === 0;
}

function tensorsIn(seen: Seen): readonly SeenTensor[] {
  if ("list" in seen) return seen.list.flatMap(tensorsIn);
  return "shape" in seen ? [seen] : [];
}

function isFunctional(name: string): boolean {
  const functions: Readonly<Record<string, unknown>> = torch.nn.functional;
  return name in functions && functions[name] === (torch as Readonly<Record<string, unknown>>)[name];
}

function nodeOf(seen: Seen): string | null {
  return "shape" in seen ? seen.grad_fn : null;
}

function raised(seen: Seen): string {
  return "raised" in seen ? seen.raised : "";
}

function valuesOf(seen: Seen): readonly string[] {
  return "values" in seen ? seen.values : [];
}
