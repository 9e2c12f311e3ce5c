import * as torch from "../../../src/engine/index.js";
import { readOracle } from "./oracle.js";
import type { Answer, OracleValue } from "./oracleSchema.js";

/** A form that a function of PyTorch's can be called in. */
export interface Form {
  readonly positional: readonly string[];
  readonly keywords: readonly string[];
  /** Whether it takes any number of arguments one by one. */
  readonly isOpen: boolean;
}

/** The forms of PyTorch's functions by home and name, as its stubs and its own `inspect.signature` have them. */
export const signatures =
  readOracle<Readonly<Record<string, Readonly<Record<string, string>>>>>("answers/signatures.json");

/** The forms of a function, without those of old that begin with a number. */
export function formsOf(home: string, name: string): readonly Form[] {
  const text = signatures[home]?.[name];
  if (text === undefined) return [];
  const forms = text.split(" | ").map((form) => {
    const names = form.split(", ").filter((one) => one !== "");
    const star = names.findIndex((one) => one.startsWith("*"));
    const isOpen = star >= 0 && names[star] !== "*";
    const positional = star < 0 ? names : names.slice(0, star);
    return { positional, keywords: star < 0 ? [] : names.slice(star + 1), isOpen };
  });
  return forms.filter(({ positional }) => !positional.includes("self"));
}

/** PyTorch's arguments for what is not here: results in given memory, other layouts and devices, and what is deprecated. */
const notHere: readonly string[] = [
  "out",
  "names",
  "out_dtype",
  "memory_format",
  "size_average",
  "reduce",
  "_stacklevel",
  "sparse_grad",
  "grad_variables",
  "_preallocate_and_copy",
  "_caller",
  "_devices_kw",
  "implicit",
  "context_fn",
  "debug",
];

/** Names that belong to a function all the same, and one that does not. */
const here: readonly string[] = [
  "scatter",
  "scatter_",
  "scatter_reduce",
  "scatter_reduce_",
  "index_reduce",
  "index_reduce_",
].map((name) => `${name}.reduce`);
const notHereIn: readonly string[] = ["fork_rng.device_type"];

/** Classes, statements without an end, and what takes data that is a plain object. */
const apart: readonly string[] = [
  "torch.autograd.graph.GradientEdge",
  "torch.autograd.graph.Node",
  "torch.autograd.forward_ad.enter_dual_level",
  "torch.autograd.function.once_differentiable",
  "torch.func.functional_call",
  "torch.vmap",
  "torch.func.vjp",
  "torch.utils.checkpoint.checkpoint",
  "torch.autograd.forward_ad.exit_dual_level",
];

/** Whether a function of PyTorch's is no plain one. */
export function isApart(title: string): boolean {
  return apart.includes(title);
}

/** Whether an argument of PyTorch's function is one here. */
export function isHere(name: string, argument: string): boolean {
  const title = `${name}.${argument}`;
  return (!notHere.includes(argument) && !notHereIn.includes(title)) || here.includes(title);
}

/** The names of a function's arguments; of "element" and "elements" the second, since either is near a misspelt one. */
export function namesOf(home: string, name: string): readonly string[] {
  const all = formsOf(home, name).flatMap(({ positional, keywords }) => [...positional, ...keywords]);
  return [...new Set(all)].filter((one) => isHere(name, one) && !all.includes(`${one}s`));
}

/** What PyTorch's functions are in the engine, by the home that they have there. */
export function homeOf(home: string): Readonly<Record<string, unknown>> {
  const names = home.split(".").slice(1);
  return names.reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], torch) as Readonly<
    Record<string, unknown>
  >;
}

/** The same call with all of its arguments by name, but for the tensor whose method it is; null if there is no such call. */
export function namedCall(oracle: Answer): Answer | null {
  const dot = oracle.call.lastIndexOf(".");
  const [home, name] = [oracle.call.slice(0, dot), oracle.call.slice(dot + 1)];
  return oracle.kind === "property" ? null : spelled(oracle, home, name, oracle.kind);
}

/** The call of a function as the method of the same name, with its other arguments by name. */
export function methodCall(oracle: Answer): Answer | null {
  const name = oracle.call.slice(oracle.call.lastIndexOf(".") + 1);
  const [first] = oracle.args;
  if (oracle.kind !== "function" || oracle.call !== `torch.${name}`) return null;
  if (first === undefined || first === null || !("tensor" in first)) return null;
  const takesInput = formsOf("torch", name).some(({ positional }) => positional[0] === "input");
  return takesInput ? spelled({ ...oracle, call: `torch.Tensor.${name}` }, "torch.Tensor", name, "method") : null;
}

function spelled(oracle: Answer, home: string, name: string, kind: "function" | "method"): Answer | null {
  const [self, args] = kind === "method" ? [oracle.args.slice(0, 1), oracle.args.slice(1)] : [[], oracle.args];
  const given = Object.keys(oracle.kwargs);
  const form = formsOf(home, name).find(
    ({ positional, keywords, isOpen }) =>
      !isOpen &&
      args.length <= positional.length &&
      args.every((value, i) => (positional[i] === "dtype") === (value !== null && "dtype" in value)) &&
      given.every((key) => positional.slice(args.length).includes(key) || keywords.includes(key)),
  );
  if (form === undefined || JSON.stringify(oracle).includes('"ref"')) return null;
  const named = Object.fromEntries(args.map((value, i) => [form.positional[i]!, value] as [string, OracleValue]));
  const { id, op, call, dtype, tier, outputs } = oracle;
  const mutated = (oracle.mutated ?? []).map(({ path, value }) => ({
    path: pathByName(path, form, self.length),
    value,
  }));
  return { id, op, call, kind, dtype, tier, outputs, mutated, args: self, kwargs: { ...named, ...oracle.kwargs } };
}

function pathByName(path: string, { positional }: Form, selves: number): string {
  return path.replace(/^args\.(\d+)/, (whole, place: string) =>
    Number(place) < selves ? whole : `kwargs.${positional[Number(place) - selves]}`,
  );
}
