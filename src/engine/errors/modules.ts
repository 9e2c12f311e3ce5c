import { pythonText } from "../pythonValues.js";
import {
  AssertionError,
  AttributeError,
  IndexError,
  KeyError,
  NotImplementedError,
  RuntimeError,
  ValueError,
} from "./kinds.js";
import { describeType, list, pythonClass, torchSize, typename, type Sizes } from "./words.js";

export function missingForward(module: string): Error {
  return new NotImplementedError(`Module [${module}] is missing the required "forward" function`);
}

export function nameOfWrongKind(what: "module" | "parameter" | "buffer", name: unknown): Error {
  return new TypeError(`${what} name should be a string. Got ${typename(name)}`);
}

export function nameWithDot(what: "module" | "parameter" | "buffer", name: string): Error {
  const got = what === "module" ? `, got: ${name}` : "";
  return new KeyError(`${what} name can't contain "."${got}`);
}

export function emptyName(what: "module" | "parameter" | "buffer"): Error {
  const got = what === "module" ? ', got: ""' : "";
  return new KeyError(`${what} name can't be empty string ""${got}`);
}

export function attributeExists(name: string): Error {
  return new KeyError(`attribute '${name}' already exists`);
}

export function notAModule(value: unknown): Error {
  return new TypeError(`${typename(value)} is not a Module subclass`);
}

export function notAParameter(name: string, value: unknown): Error {
  return new TypeError(
    `cannot assign '${typename(value)}' object to parameter '${name}' (torch.nn.Parameter or None required)`,
  );
}

export function parameterWithHistory(name: string): Error {
  return new ValueError(
    `Cannot assign non-leaf Tensor to parameter '${name}'. Model parameters must be created explicitly. To express '${name}' as a function of another Tensor, compute the value in the forward() method.`,
  );
}

export function notABuffer(name: string, value: unknown): Error {
  return new TypeError(`cannot assign '${typename(value)}' object to buffer '${name}' (torch Tensor or None required)`);
}

export function trainingModeKind(): Error {
  return new ValueError("training mode is expected to be boolean");
}

export function stateDictKind(value: unknown): Error {
  return new TypeError(`Expected state_dict to be dict-like, got ${pythonClass(value)}.`);
}

export function stateDictMismatch(module: string, problems: readonly string[]): Error {
  return new RuntimeError(`Error(s) in loading state_dict for ${module}:\n\t${problems.join("\n\t")}`);
}

export function sizeMismatch(name: string, checkpoint: Sizes, current: Sizes): string {
  return `size mismatch for ${name}: copying a param with shape ${torchSize(checkpoint)} from checkpoint, the shape in current model is ${torchSize(current)}.`;
}

/** What is missing and what nobody expects, a line each. */
export function keyProblems(missing: readonly string[], unexpected: readonly string[]): readonly string[] {
  const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
  return [
    ...(missing.length > 0 ? [`Missing key(s) in state_dict: ${quoted(missing)}. `] : []),
    ...(unexpected.length > 0 ? [`Unexpected key(s) in state_dict: ${quoted(unexpected)}. `] : []),
  ];
}

export function entryNotCopied(name: string, model: Sizes, checkpoint: Sizes, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `While copying the parameter named "${name}", whose dimensions in the model are ${torchSize(model)} and whose dimensions in the checkpoint are ${torchSize(checkpoint)}, an exception occurred : ('${said}',).`;
}

export function stateHookReturned(): Error {
  return new RuntimeError("state_dict post-hook must return None");
}

export function loadHookReturned(): Error {
  return new RuntimeError(
    "Hooks registered with ``register_load_state_dict_post_hook`` are not expected to return new values, if incompatible_keys need to be modified, it should be done inplace.",
  );
}

export function noTargetName(): Error {
  return new ValueError("Cannot set the submodule without a target name!");
}

export function submoduleKind(value: unknown): Error {
  return new ValueError(`\`module\` is not an nn.Module, found ${pythonClass(value)}`);
}

export function noSuchMember(module: string, name: string): Error {
  return new AttributeError(`${module} has no attribute \`${name}\``);
}

export function memberKind(name: string, wanted: "nn.Module" | "nn.Parameter" | "buffer"): Error {
  return new AttributeError(`\`${name}\` is not ${wanted === "buffer" ? "a" : "an"} ${wanted}`);
}

export function assignedOfWrongKind(kind: "module" | "parameter" | "buffer", name: string, value: unknown): Error {
  const [what, wanted] = {
    parameter: ["parameter", "torch.nn.Parameter or None expected"],
    module: ["child module", "torch.nn.Module or None expected"],
    buffer: ["buffer", "torch.Tensor, Buffer or None expected"],
  }[kind] as [string, string];
  return new TypeError(`cannot assign '${typename(value)}' as ${what} '${name}' (${wanted})`);
}

export function preHookReturned(value: unknown): Error {
  return new RuntimeError(
    `forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got ${pythonText(value)}.`,
  );
}

export function backwardHookCount(got: number, expected: number): Error {
  return new RuntimeError(
    `Backward hook returned an invalid number of grad_input, got ${got}, but expected ${expected}`,
  );
}

export function backwardPreHookCount(got: number, expected: number): Error {
  return new RuntimeError(
    `Backward pre hook returned an invalid number of grad_output, got ${got}, but expected ${expected}`,
  );
}

export function gradientOfNoInput(): Error {
  return new RuntimeError(
    "Backward hook for Modules where no input requires gradient should always return None or None for all gradients.",
  );
}

export function twoKindsOfBackwardHooks(): Error {
  return new RuntimeError(
    "Cannot use both regular backward hooks and full backward hooks on a single Module. Please use only one of them.",
  );
}

export function twoKindsOfGlobalHooks(): Error {
  return new RuntimeError(
    "Cannot use both regular backward hooks and full backward hooks as a global Module hook. Please use only one of them.",
  );
}

export function toWithoutArguments(): Error {
  return new TypeError("to() received no arguments: expected a dtype, a device or a tensor");
}

export function entryOfWrongKind(name: string, value: unknown): string {
  return `While copying the parameter named "${name}", expected torch.Tensor or Tensor-like object from checkpoint but received ${pythonClass(value)}`;
}

export function containerIndex(index: number): Error {
  return new IndexError(`index ${index} is out of range`);
}

export function noFirstFeatures(count: number): Error {
  return new ValueError(`in1_features must be > 0, but got (in1_features=${count})`);
}

export function containerCalled(container: string): Error {
  return new RuntimeError(`${container} should not be called.`);
}

export function noSuchKey(key: string): Error {
  return new KeyError(key);
}

export function parameterKeyKind(key: unknown): Error {
  return new TypeError(
    `Index given to ParameterDict cannot be used as a key as it is not a string (type is '${typename(key)}').`,
  );
}

export function listOfWrongKind(container: string, value: unknown): Error {
  return new TypeError(`${container}.extend should be called with an iterable, but got ${typename(value)}`);
}

export function updateOfWrongKind(container: string, value: unknown): Error {
  return new TypeError(
    `${container}.update should be called with an iterable of key/value pairs, but got ${typename(value)}`,
  );
}

export function updateElementKind(container: string, index: number, value: unknown): Error {
  return new TypeError(`${container} update sequence element #${index} should be Iterable; is ${typename(value)}`);
}

export function updateElementLength(container: string, index: number, length: number): Error {
  return new ValueError(`${container} update sequence element #${index} has length ${length}; 2 is required`);
}

export function dropoutProbability(p: number): Error {
  return new ValueError(`dropout probability has to be between 0 and 1, but got ${p}`);
}

export function channelsNotDivisible(which: "in_channels" | "out_channels"): Error {
  return new ValueError(`${which} must be divisible by groups`);
}

export function groupsNotPositive(): Error {
  return new ValueError("groups must be a positive integer");
}

export function paddingOutOfEmbeddings(ofSingleRows: boolean): Error {
  return new AssertionError(`${ofSingleRows ? "P" : "p"}adding_idx must be within num_embeddings`);
}

export function tableShape(): Error {
  return new AssertionError("Shape of weight does not match num_embeddings and embedding_dim");
}

export function tableRank(): Error {
  return new AssertionError("Embeddings parameter is expected to be 2-dimensional");
}

export function invalidPadding(padding: string): Error {
  return new ValueError(`Invalid padding string '${padding}', should be one of valid, same`);
}

export function samePaddingWithStride(): Error {
  return new ValueError("padding='same' is not supported for strided convolutions");
}

export function paddingMode(mode: unknown, modes: readonly string[]): Error {
  const all = modes.map((each) => `'${each}'`).join(", ");
  return new ValueError(`padding_mode must be one of {${all}}, but got padding_mode='${pythonText(mode)}'`);
}

export function transposedPaddingMode(module: string): Error {
  return new ValueError(`Only "zeros" padding mode is supported for ${module}`);
}

export function outputSizeRank(spatial: number, rank: number, others: number, got: number): Error {
  return new ValueError(
    `ConvTranspose${spatial}D: for ${rank}D input, output_size must have ${spatial} or ${others + spatial} elements (got ${got})`,
  );
}

export function outputSizeRange(sizes: Sizes, least: Sizes, most: Sizes, input: Sizes): Error {
  return new ValueError(
    `requested an output size of ${list(sizes)}, but valid sizes range from ${list(least)} to ${list(most)} (for an input of ${torchSize(input)})`,
  );
}

export function unsupportedNonlinearity(nonlinearity: unknown): Error {
  const told = typeof nonlinearity === "string" ? nonlinearity : describeType(nonlinearity);
  return new ValueError(`Unsupported nonlinearity ${told}`);
}

export function fansOfVector(): Error {
  return new ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
}

export function moduleDtype(dtype: string): Error {
  return new TypeError(`nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=${dtype}`);
}

export function copiedHistory(): Error {
  return new RuntimeError(
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001",
  );
}

/** Python counts the module as well. */
export function forwardCount(op: string, required: number, most: number, given: number): Error {
  const allowed = required < most ? `from ${required + 1} to ${most + 1}` : String(most + 1);
  return new TypeError(`${op}() takes ${allowed} positional arguments but ${given + 1} were given`);
}

export function forwardWithout(op: string, missing: readonly string[]): Error {
  const quoted = missing.map((name) => `'${name}'`);
  const [last, ...others] = quoted.reverse();
  const listed =
    others.length === 0 ? last! : `${others.reverse().join(", ")}${others.length > 1 ? "," : ""} and ${last!}`;
  const noun = missing.length === 1 ? "argument" : "arguments";
  return new TypeError(`${op}() missing ${missing.length} required positional ${noun}: ${listed}`);
}
