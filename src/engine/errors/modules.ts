import { IndexError, KeyError, NotImplementedError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, list, type Sizes } from "./words.js";

export function missingForward(module: string): Error {
  return new NotImplementedError(`Module [${module}] is missing the required "forward" function`);
}

export function nameOfWrongKind(what: "module" | "parameter" | "buffer", name: unknown): Error {
  return new TypeError(`${what} name should be a string. Got ${describeType(name)}`);
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
  return new TypeError(`${describeType(value)} is not a Module subclass`);
}

export function notAParameter(name: string, value: unknown): Error {
  return new TypeError(
    `cannot assign '${describeType(value)}' object to parameter '${name}' (torch.nn.Parameter or None required)`,
  );
}

export function parameterWithHistory(name: string): Error {
  return new ValueError(
    `Cannot assign non-leaf Tensor to parameter '${name}'. Model parameters must be created explicitly. To express '${name}' as a function of another Tensor, compute the value in the forward() method.`,
  );
}

export function notABuffer(name: string, value: unknown): Error {
  return new TypeError(
    `cannot assign '${describeType(value)}' object to buffer '${name}' (torch Tensor or None required)`,
  );
}

export function trainingModeKind(): Error {
  return new ValueError("training mode is expected to be boolean");
}

export function stateDictKind(value: unknown): Error {
  return new TypeError(`Expected state_dict to be dict-like, got ${describeType(value)}.`);
}

export function stateDictMismatch(module: string, problems: readonly string[]): Error {
  return new RuntimeError(`Error(s) in loading state_dict for ${module}:\n\t${problems.join("\n\t")}`);
}

export function sizeMismatch(name: string, checkpoint: Sizes, current: Sizes): string {
  return `size mismatch for ${name}: copying a param with shape torch.Size(${list(checkpoint)}) from checkpoint, the shape in current model is torch.Size(${list(current)}).`;
}

export function entryOfWrongKind(name: string, value: unknown): string {
  return `While copying the parameter named "${name}", expected torch.Tensor or Tensor-like object from checkpoint but received ${describeType(value)}`;
}

export function containerIndex(index: number): Error {
  return new IndexError(`index ${index} is out of range`);
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

export function paddingOutOfEmbeddings(): Error {
  return new ValueError("Padding_idx must be within num_embeddings");
}

export function invalidPadding(padding: string): Error {
  return new ValueError(`Invalid padding string '${padding}', should be one of valid, same`);
}

export function samePaddingWithStride(): Error {
  return new ValueError("padding='same' is not supported for strided convolutions");
}

export function unsupportedNonlinearity(nonlinearity: string): Error {
  return new ValueError(`Unsupported nonlinearity ${nonlinearity}`);
}

export function fansOfVector(): Error {
  return new ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
}

export function moduleDtype(dtype: string): Error {
  return new TypeError(`nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=${dtype}`);
}
