import { agreesOnTheirOperands, isIllConditioned } from "./conditioning.js";
import { here } from "./here.js";
import { sightOf, type Statement } from "./program.js";
import {
  differing,
  isNothing,
  isZero,
  pairs,
  raised,
  reached,
  tensorsIn,
  valuesOf,
  type Case,
  type Reason,
} from "./reason.js";

/** Differences in derivatives and in their graphs, some of which PyTorch has wrong or has not. */
export const derivativeReasons: readonly Reason[] = [
  {
    says: "a gradient's own graph: rules are written in tensor methods, PyTorch has nodes for some of them",
    holds: ({ kind, program, step }) =>
      kind === "grad_fn" &&
      (program[step]!.source.includes("create_graph") ||
        (/\.grad$/.test(program[step]!.source) && program.some(({ source }) => source.includes("create_graph: true")))),
  },
  {
    says: "a leaf turned in place comes into the next graph as it is: PyTorch's place of it keeps its shape while any graph lives",
    holds: ({ kind, program, step, ours, theirs }) =>
      (((kind === "raises" || (kind === "words" && isUnused(raised(ours)))) && isInvalidGradient(raised(theirs))) ||
        (kind === "shape" && /\.grad$|autograd\.grad\(/.test(program[step]!.source))) &&
      program.some(({ source }) => /\.(t|transpose|swapaxes|swapdims|squeeze|unsqueeze)_\(/.test(source)),
  },
  {
    says: "a tangent's own graph: rules are written in tensor methods, PyTorch has formulas for some of them",
    holds: ({ kind, program, step }) =>
      (kind === "grad_fn" || (kind === "form" && program[step]!.source.includes(".next_functions"))) &&
      reached(program, step).some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "a tangent of zeros hangs on what its formula multiplies by it, and rules are written otherwise than PyTorch's formulas",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "requires_grad" &&
      [...tensorsIn(ours)].every((one, i) => !one.requires_grad || tensorsIn(theirs)[i]?.requires_grad) &&
      reached(program, step).some(({ source }) => source.includes("tangentsOf(")),
  },
  {
    says: "PyTorch gives no tangent of products that are scattered, where ours are right by finite differences",
    holds: ({ kind, program, step, ours, theirs }) =>
      ((kind === "form" && pairs(ours, theirs).every(([one, other]) => "shape" in one && isNothing(other))) ||
        raised(theirs).includes("Expected a proper Tensor but got None (or an undefined Tensor in C++)")) &&
      reached(program, step).some(({ source }) => /tangentsOf\(.*scatter_reduce.*"prod"/.test(source)),
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
    says: "PyTorch's backward of batch_norm reads memory beside running statistics that have gaps",
    holds: ({ kind, program, step }) =>
      kind === "values" &&
      program[step]!.source.includes("grad") &&
      program.some(({ source }) => /batch_norm\(.*training: false/.test(source)) &&
      program.some(({ source }) => source.includes('.index("...", "::2")')),
  },
  {
    says: "a change in the last digits of what it starts with, or of what its ops give, changes it as much: nobody knows more of its digits",
    holds: (difference) => difference.kind === "values" && isIllConditioned(difference),
  },
  {
    says: "its operands are rounded otherwise before, and it jumps: given PyTorch's it gives what PyTorch does",
    holds: (difference) => difference.kind === "values" && agreesOnTheirOperands(difference),
  },
  {
    says: "a tangent of zeros that PyTorch did not write down is changed in place by its own backward, which fails",
    holds: ({ kind, theirs }) => kind === "raises" && raised(theirs).includes("ZeroTensors are immutable"),
  },
  {
    says: "a tangent whose operands were written twice: what a backward finds changed first hangs on what its rules save",
    holds: ({ kind, program, ours, theirs }) =>
      kind === "words" &&
      raised(theirs).includes("has been modified by an inplace operation") &&
      /modified by an inplace operation|backward through the graph a second time/.test(raised(ours)) &&
      program.some(({ source }) => /tangentsOf\(firstOf\(.*\w_\(/.test(source)),
  },
  {
    says: "PyTorch's tangent of householder_product divides by what is 0 for the last of as many reflectors as rows",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" &&
      /(tangentsOf|jvp|jacobian)\(.*householder_product\(/.test(program[step]!.source) &&
      valuesOf(theirs).every((value) => value === "NaN"),
  },
  {
    says: "PyTorch's gradient of what index_fill fills in is selected by the index itself, which may not be negative there",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      raised(theirs) === "IndexError: index out of range in self" &&
      program.slice(0, step + 1).some(({ source }) => /index_fill_?\(-?\d, torch\.tensor\(\[.*-\d.*\]/.test(source)),
  },
  {
    says: "PyTorch's backward of batch_norm stumbles over parameters that are no vectors before it looks at their gradients",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^RuntimeError: TensorAccessor expected 1 dims but tensor has \d$/.test(raised(theirs)) &&
      raised(ours).startsWith("RuntimeError: Function NativeBatchNormBackward0 returned an invalid gradient"),
  },
  {
    says: "PyTorch's derivatives of the tangent of householder_product are none: differences of the tangent are not near them",
    holds: ({ kind, program, step }) =>
      kind === "values" &&
      program.slice(0, step).some(({ source }) => /tangentsOf\(.*householder_product\(/.test(source)),
  },
  {
    says: "PyTorch's tangent of nextafter keeps its operand's dtype, if the result has another",
    holds: ({ kind, program, step }) =>
      kind === "dtype" && reached(program, step).some(({ source }) => /tangentsOf\(.*nextafter/.test(source)),
  },
  {
    says: "PyTorch's addbmm_ has expanded what it would write to by the time that it refuses the dtypes",
    holds: ({ kind, program, answer }) =>
      (kind === "values" || kind === "shape") &&
      program.some(({ source }, i) => source.includes(".addbmm_(") && raised(answer.steps[i]!) !== ""),
  },
  {
    says: "PyTorch's backward of a plane of classes refuses a gradient that does not lie in rows",
    holds: ({ kind, program, theirs }) =>
      (kind === "words" || kind === "raises") &&
      raised(theirs) === "RuntimeError: grad_input must be contiguous" &&
      program.some(({ source }) => /nll_loss|cross_entropy/.test(source)),
  },
  {
    says: "two faults: PyTorch tells that forward mode knows no rule before it looks at the other",
    holds: ({ kind, program, step, theirs }) =>
      kind === "words" &&
      reached(program, step).some(({ source }) => source.includes("tangentsOf(")) &&
      raised(theirs).startsWith("NotImplementedError: Trying to use forward AD with"),
  },
  {
    says: "two faults: PyTorch tells that a view cannot tell its history before it looks at the other",
    holds: (difference) =>
      difference.kind === "words" &&
      isOutdated.test(raised(difference.theirs)) &&
      !isOutdated.test(raised(difference.ours)) &&
      usesOutdated(difference),
  },
  {
    says: "a derivative that PyTorch has not implemented",
    holds: ({ kind, ours, theirs }) =>
      (kind === "words" || (kind === "raises" && !("raised" in ours))) &&
      /^NotImplementedError: .*does not support it because it has not been implemented yet|forward AD with aten::\w+ that does not support it|derivative for '?[\w:. ]+'? is not implemented/.test(
        raised(theirs),
      ),
  },
  {
    says: "hooks that run before a derivative is missing that PyTorch has not implemented",
    holds: ({ kind, program, step, answer }) =>
      kind === "form" &&
      program[step]!.source === "log.slice()" &&
      answer.steps.slice(0, step).some((seen) => /Error: the derivative for .* is not implemented/.test(raised(seen))),
  },
  {
    says: "PyTorch's second derivative of layer_norm hands None on where the bias is what is normalised, and fails",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      raised(theirs).startsWith(
        "RuntimeError: Expected a proper Tensor but got None (or an undefined Tensor in C++)",
      ) &&
      program.slice(0, step).some(({ source }) => /layer_norm\((t\d+),.*, \1\b/.test(source)),
  },
  {
    says: "whether a gradient or a tangent is a view of what only its rule has seen",
    holds: ({ kind, program, step }) =>
      kind === "is_view" &&
      reached(program, step).some(({ source }) => /autograd\.grad\(|\.grad$|tangentsOf\(/.test(source)),
  },
  {
    says: "PyTorch's tangent of what is written over its own operand is that of the written value",
    holds: ({ kind, program, step }) =>
      kind === "values" &&
      /tangentsOf\(.*(\b(t\d+)\.\w+_\((\2\)|[^()]*\b\2,|.*\b\2\)\))|torch\.\w+_\((t\d+), \4\))/.test(
        program[step]!.source,
      ),
  },
  {
    says: "PyTorch's tangents of softmax, logsumexp and norms are written over what their backward needs",
    holds: ({ kind, program, theirs }) =>
      (kind === "raises" || kind === "words") &&
      /modified by an inplace operation: .* which is output 0 of (Exp|Sgn),/.test(raised(theirs)) &&
      program.some(({ source }) =>
        /tangentsOf\(.*(softm|logsumexp|logcumsumexp|cross_entropy|norm|triplet_margin|distance|dist\(|dot_product_attention)/.test(
          source,
        ),
      ),
  },
  {
    says: "PyTorch computes a loss's tangent in the dtype of a target of integers, and fails",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "raises" &&
      !("raised" in ours) &&
      reached(program, step).some(({ source }) => /tangentsOf\(.*_loss\(/.test(source)) &&
      /Found dtype (Float|Double) but expected|result type (Float|Double) can't be cast to the desired output type/.test(
        raised(theirs),
      ),
  },
  {
    says: "only floating-point tensors require grad: PyTorch's in-place ops let integers, with which backward then ends in an assert",
    holds: ({ theirs }) =>
      ("dtype" in theirs && !theirs.dtype.startsWith("float") && theirs.requires_grad) ||
      /Autograd not support dtype|isDifferentiableType/.test(raised(theirs)),
  },
  {
    says: "hardtanh's gradient of NaN is 0 in PyTorch's vectors, and the result's gradient in its single elements",
    holds: ({ kind, program, step, ours, theirs, answer }) =>
      kind === "values" &&
      program[step]!.source.includes("grad") &&
      differing(ours, theirs).every(([, other]) => isZero(other)) &&
      program.some(
        ({ source }, i) =>
          /hardtanh|relu6/.test(source) && tensorsIn(answer.steps[i]!).some(({ values }) => values.includes("NaN")),
      ),
  },
  {
    says: "PyTorch's tangent of what is written in place reads what the tensor's other name shows, when it is written",
    holds: ({ kind, program, step, theirs }) =>
      (kind === "values" && reached(program, step).some((statement) => readsItsOtherName(program, statement))) ||
      (/modified by an inplace operation: .* which is output 0 of AsStrided,/.test(raised(theirs)) &&
        program.slice(0, step).some((statement) => readsItsOtherName(program, statement))),
  },
  {
    says: "PyTorch's backward through the tangent of eigenvectors divides zeros by zeros: it is NaN throughout",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program.slice(0, step).some(({ source }) => /tangentsOf\(.*eigh\(/.test(source)) &&
      differing(ours, theirs).every(([, other]) => other === "NaN"),
  },
];

const isOutdated = /its base has been modified inplace|is being modified inplace/;

/** Whether one of the statement's operands is a view that here, too, cannot tell its history. */
function usesOutdated({ program, step }: Case): boolean {
  return program[step]!.uses.some((name) => {
    const asks = { makes: null, uses: [name], source: `${name}.grad_fn` };
    return isOutdated.test(raised(sightOf(here, [...program.slice(0, step), asks]).steps.at(-1)!));
  });
}

/** Whether a tensor is written in place with an operand that is itself, by another name. */
function readsItsOtherName(program: readonly Statement[], { source }: Statement): boolean {
  const [, self, others] = /tangentsOf\(.*?\b(t\d+)\.\w+_\((.*)\)/.exec(source) ?? [];
  if (self === undefined) return false;
  const isAlias = (one: string, other: string): boolean =>
    program.some((made) => made.makes === one && sameMemory.exec(made.source)?.slice(1).includes(other));
  return (others!.match(/\bt\d+\b/g) ?? []).some((other) => isAlias(self, other) || isAlias(other, self));
}

/** What gives the tensor itself, or all of its memory, where there is nothing to convert. */
const sameMemory =
  /^(?:(t\d+)\.(?:double|float|to|type|type_as|contiguous|detach|alias|view|view_as|reshape|reshape_as|\w+_)\(|(?:torch|F)\.\w+_\((t\d+)[,)])/;

/** What is told when all has been computed. */
function isUnused(words: string): boolean {
  return words.includes("appears to not have been used in the graph");
}

function isInvalidGradient(words: string): boolean {
  return /invalid gradient at index .* expected shape compatible/.test(words);
}
