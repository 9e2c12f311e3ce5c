import { opTable } from "../../src/engine/ops/table.js";
import type { Sample } from "../../src/engine/ops/op.js";
import { argumentFor, type Scene } from "./argumentMakers.js";
import type { Choices, Family, Named } from "./choices.js";
import { anyShape } from "./literals.js";
import type { Parameter, Signature } from "./signatures.js";

/** What is not called by itself, and why. */
const apart: Readonly<Record<string, RegExp>> = {
  "holds what was in the memory before": /\.(new_)?empty(_like)?$/,
  "is a state that outlasts a program, or an address": /\.(initial_)?seed$|rng_state$|\.set_|data_ptr$/,
  "has calls of its own, with a function to run": /\.(no_grad|enable_grad|inference_mode|vmap|backward)$/,
  "is no tensor, and is tried where it is one's argument": /\.(Slice|device|finfo|iinfo|toString|element_size)$/,
  "takes tensors one by one, and the bridge has tuples for lists": /\.broadcast_tensors$/,
  "wants a place for each dimension": /\.(index|index_put_?|scatter_reduce_?|einsum|unflatten)$/,
};

/** What stands for arguments that have no name in Python, or for memory that is not there. */
const nameless = ["length", "rest", "tensors", "pin_memory"];

/** What knows no fractions. */
const ofIntegers = /bitwise|gcd|lcm|_not|bincount/;

/** One of everything that is exported, with arguments that its types allow. */
export function signatureCalls(signatures: readonly Signature[]): Family {
  const overloads = new Map<string, Signature[]>();
  for (const signature of signatures) {
    if (Object.values(apart).some((names) => names.test(signature.call))) continue;
    overloads.set(signature.call, [...(overloads.get(signature.call) ?? []), signature]);
  }
  const all = [...overloads.values()];
  return (given) => {
    const choices = given.one(all);
    return (again) => callOf(again, again.one(choices));
  };
}

function callOf(given: Choices, { call, parameters, options }: Signature): string {
  const sample = sampleOf(given, call);
  const operands = sample === null ? [] : operandsOf(given, sample);
  const isMethod = call.startsWith(".");
  const takesTensor = isMethod || parameters[0]?.takes.includes("tensor") === true;
  const self = takesTensor && !(parameters[0]?.takes.includes("number") && given.chance.happens(0.1)) && !isMethod;
  const first = isMethod || self ? firstOf(given, call, operands) : null;
  const scene: Scene = { given, first: first?.tensor ?? null, operands };
  const rest = (self ? parameters.slice(1) : parameters).slice();
  const { positional, named } = spread(given, rest, options);
  const args = positional.map((parameter) => argumentFor(parameter, scene));
  if (self) args.unshift(first!.name);
  if (named.length > 0) {
    args.push(`{ ${named.map((option) => `${option.name}: ${argumentFor(option, scene)}`).join(", ")} }`);
  }
  return `${isMethod ? first!.name : ""}${call}(${args.filter((arg) => arg !== "").join(", ")})`;
}

/** Which arguments stand in their order, and which are named. */
function spread(given: Choices, parameters: readonly Parameter[], options: readonly Parameter[]) {
  const needed = parameters.filter(({ isOptional }) => !isOptional).length;
  const last = given.chance.happens(0.02) ? needed - 1 : given.whole(needed, Math.min(parameters.length, needed + 2));
  const positional = parameters.slice(0, Math.max(last, 0));
  const named = options.filter(
    ({ name, takes, isOptional }) =>
      !positional.some((parameter) => parameter.name === name) &&
      !nameless.includes(name) &&
      takes.some((taken) => taken !== "null") &&
      (given.chance.happens(0.3) || (!isOptional && !parameters.some((parameter) => parameter.name === name))),
  );
  return { positional, named };
}

/** The tensor in front, with what goes with it left in `operands`: mostly a copy where it is written to. */
function firstOf(given: Choices, call: string, operands: string[]): Named {
  const first = chosenFirst(given, call, operands);
  if (!call.endsWith("_") || given.chance.happens(0.3)) return first;
  return given.tensorNamed(given.define(`${first.name}.clone()`, first.name));
}

function chosenFirst(given: Choices, call: string, operands: string[]): Named {
  const [name] = operands;
  if (name !== undefined && /^t\d+$/.test(name)) {
    operands.shift();
    return given.tensorNamed(name);
  }
  operands.length = 0;
  if (ofIntegers.test(call) && given.chance.happens(0.8)) {
    return given.tensorNamed(given.define(given.like(anyShape(given.chance), given.one(["int64", "int32", "uint8"]))));
  }
  return given.chance.happens(0.75) ? given.float() : given.tensor();
}

/** One of the op's own samples, whose shapes fit each other. */
function sampleOf(given: Choices, call: string): Sample | null {
  const name = call.slice(call.lastIndexOf(".") + 1).replace(/_$/, "");
  const ops: Readonly<Record<string, { readonly samples: readonly Sample[] }>> = opTable;
  const samples = (ops[name] ?? ops[`linalg_${name}`] ?? ops[`special_${name}`])?.samples ?? [];
  return samples.length > 0 && given.chance.happens(0.4) ? given.one(samples) : null;
}

function operandsOf(given: Choices, { shapes, indices, low, high }: Sample): string[] {
  return shapes.map((shape, i) => {
    const below = indices[i];
    if (below !== undefined) return given.places(shape, below);
    return i === 0 ? given.leaf(given.valuesBetween(shape, low, high)) : given.ofShape(shape);
  });
}
