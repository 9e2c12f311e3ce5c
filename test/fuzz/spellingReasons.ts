import type { Seen } from "./program.js";
import { differing, nodeOf, raised, reached, valuesOf, type Reason } from "./reason.js";

/** Differences of the two languages, of what the bridge can say, and of what PyTorch happens to do with memory. */
export const spellingReasons: readonly Reason[] = [
  {
    says: "a convolution of two dtypes, or without distances: PyTorch's words hang on which library would have computed it",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^RuntimeError: dilation should be greater than zero|^RuntimeError: Input type .* and weight type .* should be the same$/.test(
        raised(ours),
      ) &&
      /MKLDNN|expected scalar type|not implemented for|could not create a primitive descriptor/.test(raised(theirs)),
  },
  {
    says: "Python slices at x[:], and makes an alias at x[:,], which is what the bridge asks for",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "grad_fn" &&
      reached(program, step).some(({ source }) => /\.index\("\d*:\d*"\)+$/.test(source)) &&
      nodeOf(ours) === "SliceBackward0" &&
      nodeOf(theirs) === "AliasBackward0",
  },
  {
    says: "Python slices at x[:], and makes an alias at x[:,], which shows among the next functions",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "form" &&
      program[step]!.source.includes(".next_functions") &&
      program.some(({ source }) => /\.index\("\d*:\d*"\)+$/.test(source)) &&
      JSON.stringify(ours) === JSON.stringify(theirs).replaceAll("AliasBackward0", "SliceBackward0"),
  },
  {
    says: "an integer division by 0 in place writes nothing; PyTorch has by then written some of the elements",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" &&
      "shape" in theirs &&
      theirs.dtype.includes("int") &&
      [program[step]!.makes, ...program[step]!.uses].some((name) =>
        program.some(({ source }) => new RegExp(`\\b${name}\\.(remainder|floor_divide|fmod)_\\(`).test(source)),
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
      /out of DATA bounds|is out of bounds for dimension|index out of range in self|^RuntimeError: Index \d+ of input takes value/.test(
        raised(ours),
      ) &&
      /out of DATA bounds|index out of range in self|setStorage: sizes|embedding_bag: Expected idx/.test(
        raised(theirs),
      ),
  },
  {
    says: "the bridge hands full a tensor as a number, which is of the default dtype",
    holds: ({ kind, program, step }) => kind === "dtype" && /\bfull\([^()]*\bt\d+\b/.test(program[step]!.source),
  },
  {
    says: "C++ prints the sign of a NaN, which JavaScript cannot see",
    holds: ({ kind, ours, theirs }) => kind === "words" && raised(ours) === raised(theirs).replaceAll("-nan", "nan"),
  },
  {
    says: "the same words, and more of them",
    holds: ({ kind, ours, theirs }) => kind === "words" && raised(ours).startsWith(raised(theirs)),
  },
  {
    says: "PyTorch has turned a tensor of inference mode by the time that it refuses to, which then fits elsewhere",
    holds: ({ kind, program, step, answer }) =>
      (kind === "raises" || kind === "words") &&
      program.some(
        ({ source }, i) =>
          i < step &&
          program[step]!.uses.some((name) => new RegExp(`^${name}\\.\\w+_\\(`).test(source)) &&
          raised(answer.steps[i]!).includes("Inplace update to inference tensor outside InferenceMode"),
      ),
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
    holds: ({ kind, program, step, ours, theirs }) =>
      "shape" in ours &&
      ours.shape.length === 0 &&
      ((kind === "form" && "number" in theirs) ||
        raised(theirs).startsWith("ZeroDivisionError") ||
        (kind === "dtype" && /^torch\.\w+\(-?[\d.]+, -?[\d.]+[,)]/.test(program[step]!.source))),
  },
  {
    says: "the bridge's index_put_ is an assignment, which does not accumulate",
    holds: ({ kind, program, step }) =>
      kind === "values" && /\.index_put_\(.*accumulate: true/.test(program[step]!.source),
  },
  {
    says: "the bridge gives full and tensor the default dtype, which can require gradients where a bool cannot",
    holds: ({ kind, program, step, ours }) =>
      kind === "raises" &&
      raised(ours).endsWith("Only Tensors of floating point and complex dtype can require gradients") &&
      /\btorch\.(tensor\(|full\(\[[\d, ]*\], )(true|false), \{ requires_grad: true \}\)$/.test(program[step]!.source),
  },
  {
    says: "the bridge gives full and tensor the default dtype",
    holds: ({ kind, program, step }) =>
      kind === "dtype" &&
      /torch\.full\(.*(\b(true|false)\b|dtype: null)|\btorch\.tensor\((\[?t\d+\b|true|false)/.test(
        program[step]!.source,
      ),
  },
  {
    says: "gaussian_nll_loss: a variance of 2 is a whole number in Python, which PyTorch takes for no number at all",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "words" &&
      /gaussian_nll_loss\(.*, -?\d+[,)]/.test(program[step]!.source) &&
      raised(ours) !== "" &&
      raised(theirs).startsWith("TypeError: any() received an invalid combination of arguments - got (bool)"),
  },
  {
    says: "as_tensor: Python's whole numbers make int64, while here 2 is 2.0",
    holds: ({ kind, program, step }) =>
      kind === "dtype" && /\bas_tensor\((?!t\d|\[?torch)[^a-z.]*\)$/.test(program[step]!.source),
  },
  {
    says: "two numbers: Python's whole ones make int64, while here 2 is 2.0",
    holds: ({ kind, program, step, theirs }) =>
      kind === "dtype" &&
      /torch\.(add|sub|subtract|mul|multiply|floor_divide)\(-?\d+, -?\d+[,)]/.test(program[step]!.source) &&
      "dtype" in theirs &&
      theirs.dtype === "int64",
  },
  {
    says: "a number in front of a tensor is for the bridge Python's operator, which has neither alpha nor rounding",
    holds: ({ kind, program, step }) =>
      (kind === "grad_fn" || kind === "values" || kind === "dtype") &&
      /torch\.(add|sub|div)\(-?[\d.]+, .*\{ (alpha|rounding_mode): /.test(program[step]!.source),
  },
  {
    says: "PyTorch runs into an assertion of its own, and asks to report a bug",
    holds: ({ kind, theirs }) =>
      (kind === "raises" || kind === "words") && raised(theirs).includes("INTERNAL ASSERT FAILED"),
  },
  {
    says: "a tensor as C++ prints it, of which the shape is told here",
    holds: ({ kind, ours, theirs }) => {
      const before = "RuntimeError: torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ";
      return kind === "words" && [ours, theirs].every((seen) => raised(seen).startsWith(before));
    },
  },
  {
    says: "PyTorch leaves the mean over no elements unwritten, and gives what was in the memory",
    holds: ({ kind, program, step }) =>
      kind === "values" && /multi(label)?_margin_loss\(.*torch\.zeros\(\[.*\b0/.test(`${program[step]!.source}`),
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
    says: "a whole number beyond 2^53 counts as a float here; the bridge gives Python an int, which does not fit either",
    holds: ({ kind, program, ours, theirs }) =>
      kind === "words" &&
      raised(ours).includes("cannot be converted to type") &&
      raised(theirs) === "ValueError: Overflow when unpacking long long" &&
      program.some(({ source }) => /\d{17}/.test(source)),
  },
  {
    says: "addbmm_ beyond the shape of what it writes to: PyTorch resizes that, where its other products in place refuse, and then fails where a tangent has not the new shape",
    holds: ({ kind, program, step, ours, theirs, answer }) => {
      const isUnfit = (seen: Seen): boolean => /^RuntimeError: output with shape .* doesn't match/.test(raised(seen));
      if (kind === "grad_fn")
        return program.some(({ source }, i) => source.includes(".addbmm_(") && isUnfit(answer.steps[i]!));
      return (
        (kind === "raises" || kind === "words") &&
        program[step]!.source.includes(".addbmm_(") &&
        raised(ours).startsWith("RuntimeError: Bad in-place call") &&
        (!("raised" in theirs) || isUnfit(theirs))
      );
    },
  },
  {
    says: "gradient refuses places that are not as many as the samples; PyTorch broadcasts what the two leave, or stumbles",
    holds: ({ kind, ours }) =>
      (kind === "raises" || kind === "words") &&
      raised(ours).includes("gradient expects each tensor to have the same length as the corresponding dimension"),
  },
  {
    says: "no int64 beyond 2^53, and none of NaN or infinities",
    holds: ({ kind, ours }) => kind === "raises" && raised(ours).includes("int64 is exact to 2^53"),
  },
];
