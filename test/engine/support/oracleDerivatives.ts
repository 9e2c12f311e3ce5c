import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { assertCloseOrZero, toleranceOf } from "./oracleCompare.js";
import type { Answer } from "./oracleSchema.js";
import { Arguments, tensorOf } from "./oracleValues.js";

const fwAD = torch.autograd.forward_ad;

type Outputs = readonly (torch.Tensor | null)[];

/** Compares the tangents of the outputs, when the call is made once more with dual tensors. */
export function checkTangents(oracle: Answer, outputsAt: (duals: Arguments) => Outputs): void {
  const { jvp, dtype } = oracle;
  if (jvp === undefined) return;
  const given = new Map(jvp.tangents.map(({ path, tangent }) => [path, tensorOf(tangent, dtype)]));
  fwAD.dual_level(() => {
    const duals = new Arguments(dtype, (tensor, path) => {
      const tangent = given.get(path);
      return tangent === undefined ? tensor : fwAD.make_dual(tensor.detach(), tangent);
    });
    outputsAt(duals).forEach((output, i) => {
      const [ours, theirs] = [output === null ? null : fwAD.unpack_dual(output).tangent, jvp.outputs[i] ?? null];
      assertCloseOrZero(ours, theirs, oracle, toleranceOf(oracle, 1), `the tangent of output ${i}`);
    });
  });
}

/** Compares the gradients of the arguments, and the second derivatives where PyTorch gave them. */
export function checkGradients(oracle: Answer, given: Arguments, outputs: Outputs): void {
  const { cotangents = [], grads = [], grad2 } = oracle;
  if (oracle.backward_error !== undefined) {
    assert.throws(() => gradientsOf(oracle, given, outputs, "once"), "PyTorch's backward raises an error");
    return;
  }
  if (grads.length === 0) return;
  const plain = gradientsOf(oracle, given, outputs, "once").gradients;
  grads.forEach(({ path, grad }, i) => {
    assertCloseOrZero(plain[i] ?? null, grad, oracle, toleranceOf(oracle, 1), `the gradient of ${path}`);
  });
  if (grad2 === undefined) return;
  // PyTorch has other formulas for some gradients that are to be differentiated.
  const { gradients, seeds } = gradientsOf(oracle, given, outputs, "again");
  const paths = grads.map(({ path }) => path);
  const again = grad2.cotangents.flatMap(({ path, cotangent }) => {
    const gradient = gradients[paths.indexOf(path)] ?? null;
    return gradient?.requires_grad ? [{ gradient, cotangent: tensorOf(cotangent, oracle.dtype) }] : [];
  });
  // A cotangent of an output without history leads nowhere.
  const asked = cotangents.flatMap((cotangent, i) => (cotangent === null ? [] : [seeds[i] ?? null]));
  const variables = [...paths.map((path) => given.at(path)), ...asked.filter((seed) => seed !== null)];
  const found =
    again.length === 0
      ? []
      : torch.autograd.grad(
          again.map(({ gradient }) => gradient),
          variables,
          { grad_outputs: again.map(({ cotangent }) => cotangent), allow_unused: true },
        );
  const byVariable = new Map(variables.map((variable, i) => [variable, found[i] ?? null]));
  const compare = (
    variable: torch.Tensor | null,
    i: number,
    what: string,
    wanted: (typeof grads)[number]["grad"],
  ): void => {
    const ours = variable === null ? null : (byVariable.get(variable) ?? null);
    assertCloseOrZero(ours, wanted, oracle, toleranceOf(oracle, 2), `the second derivative by ${what} ${i}`);
  };
  grad2.grads.forEach(({ path, grad }, i) => {
    compare(given.at(path), i, "argument", grad);
  });
  grad2.cotangent_grads.forEach((wanted, i) => {
    compare(asked[i] ?? null, i, "cotangent", wanted);
  });
}

interface First {
  readonly gradients: readonly (torch.Tensor | null)[];
  /** The cotangents of the outputs that have a history. */
  readonly seeds: readonly (torch.Tensor | null)[];
}

function gradientsOf(oracle: Answer, given: Arguments, outputs: Outputs, differentiated: "once" | "again"): First {
  const leaves = oracle.grads?.map(({ path }) => given.at(path)) ?? leavesOf(given);
  const seeds = outputs.map((output, i) => {
    const cotangent = oracle.cotangents?.[i] ?? null;
    return cotangent === null || !output?.requires_grad ? null : tensorOf(cotangent, oracle.dtype).requires_grad_();
  });
  const roots = outputs.filter((_, i) => seeds[i] !== null) as readonly torch.Tensor[];
  if (roots.length === 0) return { gradients: leaves.map(() => null), seeds };
  const gradients = torch.autograd.grad(roots, leaves, {
    grad_outputs: seeds.filter((seed) => seed !== null),
    create_graph: differentiated === "again",
    retain_graph: true,
    allow_unused: true,
  });
  return { gradients, seeds };
}

function leavesOf(given: Arguments): readonly torch.Tensor[] {
  return [...given.tensors.values()].filter((tensor) => tensor.requires_grad);
}
