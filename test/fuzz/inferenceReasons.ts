import { isNothing, isOfInference, operandsOf, pairs, raised, reached, tensorsIn, type Reason } from "./reason.js";

/** Differences in what becomes of tensors that inference mode made. */
export const inferenceReasons: readonly Reason[] = [
  {
    says: "two faults: PyTorch tells that a tensor of inference mode cannot be kept before it looks at the other",
    holds: ({ kind, theirs }) =>
      kind === "words" && raised(theirs).startsWith("RuntimeError: Inference tensors cannot be saved for backward."),
  },
  {
    says: "whether an op of what inference mode made carries tangents hangs in PyTorch on how the op is dispatched",
    holds: (difference) => {
      const { kind, program, step, ours, theirs } = difference;
      const both = pairs(ours, theirs);
      const hasNone =
        kind === "form" &&
        both.some(([one, other]) => isNothing(other) && !isNothing(one)) &&
        both.every(([one, other]) => isNothing(other) || !isNothing(one));
      return (
        (hasNone || raised(theirs).endsWith("that does not support it because it is an out= function")) &&
        reached(program, step).some(
          (statement) =>
            statement.source.includes("tangentsOf(") &&
            operandsOf({ ...difference, step: program.indexOf(statement) })
              .flatMap(tensorsIn)
              .some(isOfInference),
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
    says: "PyTorch has written to a tensor of inference mode by the time that it refuses to",
    holds: ({ kind, answer }) =>
      (kind === "values" || kind === "shape" || kind === "strides") &&
      answer.steps.some((seen) => raised(seen).includes("Inplace update to inference tensor outside InferenceMode")),
  },
];
