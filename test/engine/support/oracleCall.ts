import * as torch from "../../../src/engine/index.js";
import { SliceIndex } from "../../../src/engine/ops/slice.js";
import { sliceOf } from "../../../src/engine/ops/slicing.js";
import type { OracleCase, OracleValue } from "./oracleSchema.js";
import { type Arguments, Unsupported } from "./oracleValues.js";

type Callable = (...args: readonly unknown[]) => unknown;

/**
 * The call of a case, spelled as the page "From PyTorch" spells Python, ready to be made. Throws Unsupported if the engine
 * has no such function.
 */
export function spelledCall(oracle: OracleCase, given: Arguments): () => unknown {
  const { call, kind } = oracle;
  const args = oracle.args.map((value, i) => filling(oracle, value, i) ?? given.read(value, `args.${i}`));
  const named = Object.entries(oracle.kwargs).map(([name, value]) => [name, given.read(value, `kwargs.${name}`)]);
  const options = { ...Object.fromEntries(named), ...optionsWritten(oracle) } as Readonly<Record<string, unknown>>;
  const written = Object.keys(options).length === 0 ? args : [...args, options];
  const name = call.slice(call.lastIndexOf(".") + 1);
  if (call === "torch.ops.aten.slice") return () => slice(...(args as Parameters<typeof slice>));
  if (kind === "function") {
    const found = callable(nameIn(torch, call.split(".").slice(1)), call);
    return () => found(...written);
  }
  const [self, ...rest] = written as [torch.Tensor, ...unknown[]];
  if (name in reflected) return reflected[name]!(self, rest[0]);
  if (kind === "property") {
    if (!(name in self)) throw new Unsupported(`there is no ${call}`);
    return () => nameIn(self, [name]);
  }
  const isIndex = name === "__getitem__";
  const method = callable(nameIn(self, [isIndex ? "index" : name]), call);
  // A tuple is several indices, a list is one.
  const indices = isIndex && "tuple" in (oracle.args[1] ?? {}) ? (rest[0] as readonly unknown[]) : rest;
  return () => method.apply(self, indices as unknown[]);
}

/** Python's `full([2], 3)` is `full([2], 3n)`: an int gives int64. */
function filling({ call, kwargs }: OracleCase, value: OracleValue, position: number): bigint | null {
  const isInt = call === "torch.full" && position === 1 && value !== null && "int" in value;
  return isInt && kwargs["dtype"] === undefined ? BigInt(value.int) : null;
}

/** Python tells `arange(3.)` from `arange(3)`; here the dtype is written. */
function optionsWritten({ call, args, kwargs }: OracleCase): object {
  const isRange = call === "torch.arange" && kwargs["dtype"] === undefined;
  return isRange && args.some((value) => value !== null && "float" in value) ? { dtype: torch.float32 } : {};
}

/** Python's operators with the tensor on the right. Of a tensor on the left they are what Python's class defines. */
const reflected: Readonly<Record<string, (self: torch.Tensor, other: unknown) => () => unknown>> = {
  __radd__: swapped("add"),
  __rmul__: swapped("mul"),
  __rmatmul__: swapped("matmul"),
  __rpow__: swapped("pow"),
  __rmod__: swapped("remainder"),
  __rand__: swapped("bitwise_and"),
  __ror__: swapped("bitwise_or"),
  __rxor__: swapped("bitwise_xor"),
  __rlshift__: swapped("bitwise_left_shift"),
  __rrshift__: swapped("bitwise_right_shift"),
  __rfloordiv__: swapped("floor_divide"),
  __rsub__(self, other) {
    if (typeof other === "number") return swapped("sub")(self, other);
    const rsub = callable(nameIn(torch, ["rsub"]), "torch.rsub");
    return () => rsub(self, other);
  },
  __rdiv__(self, other) {
    if (typeof other === "number") return swapped("div")(self, other);
    return () => self.reciprocal().mul(other as torch.Tensor);
  },
};

function swapped(name: string): (self: torch.Tensor, other: unknown) => () => unknown {
  return (self, other) => {
    const found = callable(nameIn(torch, [name]), `torch.${name}`);
    return () => found(other, self);
  };
}

/** The aten op has no name in scripts; the engine has it under what `index` and `narrow` are made of. */
function slice(
  self: torch.Tensor,
  dim = 0,
  start: number | null = null,
  end: number | null = null,
  step = 1,
): torch.Tensor {
  const along = dim < 0 ? dim + self.ndim : dim;
  const within = new SliceIndex(start, end, step).within(self.shape[along]!);
  return sliceOf(self, along, within.start, within.end, step);
}

function nameIn(home: object, names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], home);
}

function callable(value: unknown, name: string): Callable {
  if (typeof value !== "function") throw new Unsupported(`there is no ${name}`);
  return value as Callable;
}
