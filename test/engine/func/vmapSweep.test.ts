import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readCases } from "../support/oracle.js";
import { spelledCall } from "../support/oracleCall.js";
import { captureWarnings } from "../support/captureWarnings.js";
import type { Answer, OracleCase } from "../support/oracleSchema.js";
import { Arguments } from "../support/oracleValues.js";

type Tensor = torch.Tensor;
type Tensors = ReadonlyMap<string, Tensor>;

/**
 * What vmap refuses, as PyTorch does where the shape of the result hangs on numbers or a tensor is read in place of an int;
 * but it has ctc_loss by lengths and the gradients of bags by indices that are mapped over, which are not here.
 */
const refusal = new RegExp(
  [
    "operators that can output dynamic shape|indexing with a boolean mask|vmap over `mask` in torch.masked_select",
    "which will be updated in place, were not batched",
  ].join("|"),
);
const readsNumbers = ["narrow", "tensor_split", "nn.functional.ctc_loss"];
/** Its strides are those of the whole, whose slices lie apart where the last dimension is mapped over. */
const onlyInFront = ["as_strided"];

const cases = readCases("ops-public.jsonl")
  .filter((oracle): oracle is Answer => !("error" in oracle) && oracle.dtype === "float64")
  .map(plain);

describe("vmap over the operands of a call gives what the calls of their slices give:", () => {
  for (const op of new Set(cases.map((oracle) => oracle.op))) {
    it(op, () => {
      for (const oracle of cases.filter((each) => each.op === op))
        captureWarnings(() => {
          check(oracle);
        });
    });
  }
});

function check(oracle: Answer): void {
  const first = argumentsOf(oracle);
  const paths = [...first.keys()];
  const second = new Map([...first].map(([path, tensor]) => [path, alteredLike(tensor)]));
  for (const shared of [null, ...(paths.length > 1 ? paths : [])]) {
    const mapped = paths.filter((path) => path !== shared);
    if (mapped.length === 0) continue;
    const slice = (altered: Tensors): Tensors =>
      new Map(paths.map((path) => [path, (path === shared ? first : altered).get(path)!]));
    const slices = stackable(oracle, slice(first), slice(second)) ?? stackable(oracle, slice(first), slice(first));
    if (slices === null) continue;
    for (const dim of shared !== null || onlyInFront.includes(oracle.op) ? [0] : [0, -1]) {
      const wholes = mapped.map((path) => {
        const whole = torch.stack(slices.given.map((each) => each.get(path)!));
        return dim === 0 ? whole : whole.movedim(0, -1).contiguous();
      });
      const function_ = (...given: readonly Tensor[]): readonly Tensor[] =>
        called(oracle, new Map([...first, ...given.map((tensor, i) => [mapped[i]!, tensor] as const)]));
      try {
        const results = torch.vmap(function_, { in_dims: dim, randomness: "same" })(...wholes);
        results.forEach((result, k) => {
          assertSame(result, torch.stack(slices.results.map((each) => each[k]!)), `${oracle.id}, output ${k}`);
        });
      } catch (error) {
        if (!refusal.test(String(error)) && !readsNumbers.includes(oracle.op)) throw error;
      }
    }
  }
}

/** Two calls, if their results can be stacked. */
function stackable(oracle: Answer, one: Tensors, other: Tensors) {
  try {
    const given = [one, other];
    const results = given.map((each) => called(oracle, each));
    const [shapes, others] = results.map((each) => each.map(({ shape }) => shape));
    return String(shapes) === String(others) && shapes!.length > 0 ? { given, results } : null;
  } catch {
    return null;
  }
}

/** The tensors that a call gives, of arguments that it may write. */
function called(oracle: OracleCase, tensors: Tensors): readonly Tensor[] {
  torch.manual_seed(0);
  const given = new Arguments(oracle.dtype, (tensor, path) => tensors.get(path)?.clone() ?? tensor);
  const result = torch.no_grad(() => spelledCall(oracle, given)());
  if (result instanceof torch.Tensor) return [result];
  const isMany = typeof result === "object" && result !== null && Symbol.iterator in result;
  return isMany ? [...(result as Iterable<unknown>)].filter((each) => each instanceof torch.Tensor) : [];
}

function argumentsOf(oracle: Answer): Tensors {
  const given = new Arguments(oracle.dtype);
  try {
    spelledCall(oracle, given);
  } catch {
    return new Map();
  }
  return given.tensors;
}

/** The case with arguments that do not require grad: in a transformed function they must not. */
function plain(oracle: Answer): Answer {
  const text = JSON.stringify({ args: oracle.args, kwargs: oracle.kwargs });
  return { ...oracle, ...(JSON.parse(text.replaceAll('"requires_grad":true', '"requires_grad":false')) as object) };
}

function alteredLike(tensor: Tensor): Tensor {
  if (tensor.dtype.is_floating_point) return tensor.mul(0.9);
  return tensor.flip(tensor.shape.map((_, dim) => dim));
}

function assertSame(actual: Tensor, expected: Tensor, what: string): void {
  assert.deepEqual([actual.shape, actual.dtype], [expected.shape, expected.dtype], what);
  const [one, other] = [actual, expected].map((tensor) => tensor.detach().to(torch.float64));
  const tolerance = { rtol: 1e-9, atol: 1e-11, equal_nan: true };
  assert.ok(torch.allclose(one!, other!, tolerance), `${what}: ${String(actual)} is not ${String(expected)}`);
}
