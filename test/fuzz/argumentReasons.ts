import * as torch from "../../src/engine/index.js";
import { isFunctional, raised, type Reason } from "./reason.js";

/** Differences in what calls take: in what is wrong first with a call, and in what is nothing wrong. */
export const argumentReasons: readonly Reason[] = [
  {
    says: "a function in place that PyTorch has as a method only wrote here what it was given",
    holds: ({ program, step, answer }) => {
      const names = [program[step]!.makes, ...program[step]!.uses];
      return program.some(
        ({ uses }, i) =>
          uses.some((name) => names.includes(name)) &&
          /^AttributeError: module 'torch' has no attribute '\w+_'/.test(raised(answer.steps[i]!)),
      );
    },
  },
  {
    says: "two faults: multi_head_attention_forward is Python and looks at no types, which are looked at first here",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^TypeError: multi_head_attention_forward\(\): argument '\w+' must be/.test(raised(ours)) &&
      /^(RuntimeError|AssertionError): /.test(raised(theirs)),
  },
  {
    says: "a list of tensors: the bridge has tuples for lists, which some functions refuse",
    holds: ({ kind, theirs }) =>
      (kind === "raises" || kind === "words") &&
      /expected Tensor as element \d+ in argument \d+, but got tuple/.test(raised(theirs)),
  },
  {
    says: "index_put takes what x[i] = v does",
    holds: ({ kind, program, step, ours, theirs }) =>
      /index_put\(/.test(program[step]!.source) &&
      (kind === "raises" || kind === "words") &&
      !raised(ours).startsWith("TypeError") &&
      /^TypeError: index_put\(\): argument 'values' (\(position \d\) )?must be Tensor, not (int|float)$|^TypeError: expected Tensor as element \d in argument \d, but got (int|float|str|NoneType)$/.test(
        raised(theirs),
      ),
  },
  {
    says: "two numbers for remainder or pow: the bridge counts them in Python, where PyTorch wants a tensor",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "raises" &&
      /torch\.(remainder|pow)\(-?[\w.]+, -?[\w.]+\)/.test(program[step]!.source) &&
      raised(ours).endsWith("argument 'input' must be Tensor, not number") &&
      "number" in theirs,
  },
  {
    says: "as_tensor takes its dtype and device in order, as PyTorch documents it, whose parser does not",
    holds: ({ kind, theirs }) =>
      (kind === "raises" || kind === "words") && /^TypeError: as_tensor\(\) takes 1 positional/.test(raised(theirs)),
  },
  {
    says: "two faults of a call: here names are looked at before types, in PyTorch a wrong type before a name that is none",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^TypeError: .* got an unexpected keyword argument/.test(raised(ours)) &&
      /^TypeError: .* argument '\w+' (\(position \d+\) )?must be/.test(raised(theirs)),
  },
  {
    says: "a number for an argument of PyTorch's functions in Python, which compute with it whatever it is",
    holds: ({ kind, program, step, ours, theirs }) =>
      (kind === "words" || kind === "raises") &&
      /F\.(multi_head_attention_forward|gaussian_nll_loss|multilabel_soft_margin_loss)\(/.test(program[step]!.source) &&
      /^TypeError: .* must be (int|Tensor), not number$/.test(raised(ours)) &&
      !raised(theirs).startsWith("RuntimeError"),
  },
  {
    says: "no tensor: the function that refuses it is in PyTorch sometimes one that is called by that of the script",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      [ours, theirs].every((seen) => /^TypeError: \w+\(\): argument 'input' .*must be Tensor, not/.test(raised(seen))),
  },
  {
    says: "sort and argsort count their arguments in words that make no sense",
    holds: ({ kind, theirs }) =>
      kind === "words" && /^TypeError: (arg)?sort\(\) takes from \d to \d positional arguments/.test(raised(theirs)),
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
    says: "a view in no size at all: an empty shape here, none of its overloads there",
    holds: ({ kind, program, step, ours, theirs }) =>
      (kind === "words" || kind === "raises") &&
      program[step]!.source.includes(".view()") &&
      !raised(ours).startsWith("TypeError") &&
      raised(theirs).startsWith("TypeError: view() received an invalid combination of arguments - got ()"),
  },
  {
    says: "a value of a wrong type: PyTorch's functions in Python work with it before they look what it is",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      /^TypeError: .* must be [\w ]+, not (null|number|string|boolean|Array|Tensor|torch\.dtype)$/.test(raised(ours)) &&
      /^(AttributeError: '(NoneType|int|float|str|bool|tuple|torch\.dtype)' object has no attribute|TypeError: ('[<>]=?' not supported|unsupported operand|bad operand type for unary|can only concatenate|object of type '\w+' has no len\(\)|only integer tensors of a single element can be converted to an index)|RuntimeError: Boolean value of Tensor with (no values|more than one value) is ambiguous)/.test(
        raised(theirs),
      ),
  },
  {
    says: "a flag of PyTorch's functions in Python, which take anything for true or false",
    holds: ({ kind, program, step, ours, theirs }) =>
      (kind === "raises" || kind === "words") &&
      /\b(F|torch(\.\w+)*)\.\w+\(/.test(program[step]!.source) &&
      /^TypeError: .* must be bool, not (number|string|Array|Tensor)$/.test(raised(ours)) &&
      (!("raised" in theirs) || raised(theirs).endsWith("that requires grad is being used in an in-place operation.")),
  },
  {
    says: "a function of torch is here that of nn.functional, and takes its further arguments, too",
    holds: ({ kind, program, step, ours, theirs }) =>
      (kind === "words" || (kind === "raises" && !("raised" in ours))) &&
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
    says: "an argument is missing: both raise, here as for one that is undefined or of what else is wrong",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(ours) !== "" &&
      /^TypeError: .* missing \d+ required positional argument/.test(raised(theirs)),
  },
  {
    says: "Python takes a tensor for the list of its rows, of which PyTorch then says that they are no ints",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(ours).endsWith("must be tuple of ints, not Tensor") &&
      /found element of type Tensor at pos 0$|stride equals to \d, but got size \d$/.test(raised(theirs)),
  },
  {
    says: "Python counts the letters of a text, or the rows of a tensor, that stands for sizes",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "words" &&
      /F\.adaptive_\w+\(/.test(program[step]!.source) &&
      /must be tuple of ints, not (string|Tensor)$/.test(raised(ours)) &&
      /^ValueError: Input dimension should be at least \d+$|^TypeError: len\(\) of a 0-d tensor$/.test(raised(theirs)),
  },
  {
    says: "an argument of the wrong type: PyTorch prints all its overloads",
    holds: ({ kind, ours, theirs }) =>
      kind === "words" &&
      raised(theirs).includes("invalid combination of arguments") &&
      raised(ours).startsWith("TypeError"),
  },
];
