import { opTable } from "../../src/engine/ops/table.js";
import type { Sample } from "../../src/engine/ops/op.js";
import { argumentFor, type Scene } from "./argumentMakers.js";
import type { Call, Choices, Named } from "./choices.js";
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

/** One of everything that is exported, with arguments that its types allow. */
export function signatureCall(signatures: readonly Signature[]): Call {
  const overloads = new Map<string, Signature[]>();
  for (const signature of signatures) {
    if (Object.values(apart).some((names) => names.test(signature.call))) continue;
    overloads.set(signature.call, [...(overloads.get(signature.call) ?? []), signature]);
  }
  const all = [...overloads.values()];
  return (given) => callOf(given, given.one(given.one(all)));
}

function callOf(given: Choices, { call, parameters, options }: Signature): string {
  const sample = sampleOf(given, call);
  const operands = sample === null ? [] : operandsOf(given, sample);
  const isMethod = call.startsWith(".");
  const takesTensor = isMethod || parameters[0]?.takes.includes("tensor") === true;
  const self = takesTensor && !(parameters[0]?.takes.includes("number") && given.chance.happens(0.1)) && !isMethod;
  const first = isMethod || self ? firstOf(given, operands) : null;
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
      takes.some((taken) => taken !== "null") &&
      (given.chance.happens(0.3) || (!isOptional && !parameters.some((parameter) => parameter.name === name))),
  );
  return { positional, named };
}

function firstOf(given: Choices, operands: string[]): Named {
  const [name] = operands;
  if (name !== undefined && /^t\d+$/.test(name)) {
    operands.shift();
    return given.tensorNamed(name);
  }
  operands.length = 0;
  return given.chance.happens(0.8) ? given.float() : given.tensor();
}

/** One of the op's own samples, whose shapes fit each other. */
function sampleOf(given: Choices, call: string): Sample | null {
  const name = call.slice(call.lastIndexOf(".") + 1).replace(/_$/, "");
  const samples = (opTable as Readonly<Record<string, { readonly samples: readonly Sample[] }>>)[name]?.samples ?? [];
  return samples.length > 0 && given.chance.happens(0.4) ? given.one(samples) : null;
}

function operandsOf(given: Choices, { shapes, indices, low, high }: Sample): string[] {
  return shapes.map((shape, i) => {
    const below = indices[i];
    if (below !== undefined) return given.places(shape, below);
    return i === 0 ? given.leaf(given.valuesBetween(shape, low, high)) : given.ofShape(shape);
  });
}
