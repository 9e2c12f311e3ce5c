import { RuntimeError, ValueError } from "./kinds.js";
import type { Shape } from "../shape.js";
import { pythonClass, torchSize } from "./words.js";

export function transformOfNoTensor(value: unknown): Error {
  return new ValueError(`Thing passed to transform API must be Tensor, got ${pythonClass(value)}`);
}

export function unsupportedAux(value: unknown): Error {
  return new RuntimeError(`Expected tensors, got unsupported type ${pythonClass(value)}`);
}

export function noAux(api: string): Error {
  return new RuntimeError(`${api}: output of function f should be a tuple: (output, aux) if has_aux is True`);
}

export function gradOfNoTensor(value: unknown): Error {
  return new RuntimeError(`grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got ${pythonClass(value)}`);
}

export function gradOfNoScalar(dims: number): Error {
  return new RuntimeError(
    `grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with ${dims} dims. Maybe you wanted to use the vjp or jacrev APIs instead?`,
  );
}

export function emptyOutput(api: string, output: string): Error {
  return new RuntimeError(`${api}: Expected f to be a function that has non-empty output (got output = ${output})`);
}

export function outputOfNoTensors(api: string, value: unknown): Error {
  return new RuntimeError(
    `${api}: expected f(*primals) to return only tensors, got unsupported type ${pythonClass(value)}`,
  );
}

export function outputNotFloating(dtype: string): Error {
  return new RuntimeError(
    `vjp(f, ...): All outputs of f must be floating-point or complex Tensors, got Tensor with dtype ${dtype}`,
  );
}

export function cotangentStructure(cotangents: string, output: string): Error {
  return new RuntimeError(
    `Expected pytree structure of cotangents to be the same as pytree structure of outputs to the function. cotangents: ${cotangents}, primal output: ${output}`,
  );
}

export function primalsNoTuple(): Error {
  return new RuntimeError(
    "jvp(f, primals, tangents): Expected primals to be a tuple. E.g. it should be valid to call f(*primals).",
  );
}

export function tangentStructure(primals: string, tangents: string): Error {
  return new RuntimeError(
    `jvp(f, primals, tangents): Expected primals and tangents to have the same python structure. For example, if primals is a tuple of 3 tensors, tangents also must be. Got primals with structure ${primals} and tangents with structure ${tangents}`,
  );
}

export function noTensorsIn(what: "primals" | "tangents"): Error {
  return new RuntimeError(`jvp(f, primals, tangents): Expected ${what} to contain at least one Tensor.`);
}

export function notOnlyTensorsIn(what: "primals" | "tangents", value: unknown): Error {
  return new RuntimeError(
    `jvp(f, primals, tangents): Expected ${what} to only contain Tensors, got ${pythonClass(value)}`,
  );
}

export function strictWithoutTangent(): Error {
  return new RuntimeError(
    "jvp(f, primals, tangents, strict=True): The output of f is independent of the inputs. This is not allowed with strict=True.",
  );
}

export function argnumOutOfRange(argnum: number, count: number): Error {
  return new RuntimeError(`Got argnum=${argnum}, but only ${count} positional inputs`);
}

export function argnumOfWrongKind(value: unknown): Error {
  return new RuntimeError(`argnums must be int or Tuple[int, ...], got: ${pythonClass(value)}`);
}

export function argnumsEmpty(): Error {
  return new RuntimeError("argnums must be non-empty");
}

export function argnumsRepeated(argnums: readonly number[]): Error {
  return new RuntimeError(`argnums elements must be unique, got (${argnums.join(", ")})`);
}

export function chunkSizeNotPositive(api: string): Error {
  return new ValueError(`${api}: \`chunk_size\` should be greater than 0.`);
}

export function backwardInTransform(): Error {
  return new RuntimeError(
    "backward() called inside a functorch transform. This is not supported, please use functorch.grad or functorch.vjp instead or call backward() outside of functorch transforms.",
  );
}

export function requiresGradInTransform(): Error {
  return new RuntimeError(
    "You are attempting to call Tensor.requires_grad_() (or perhaps using torch.autograd.functional.* APIs) inside of a function being transformed by a functorch transform. This is unsupported, please attempt to use the functorch transforms (e.g. grad, vjp, jacrev, jacfwd, hessian) or call requires_grad_() outside of a function being transformed instead.",
  );
}

export function capturedWritten(op: string): Error {
  return new RuntimeError(
    `During a grad (vjp, jvp, grad, etc) transform, the function provided attempted to call in-place operation (${op}) that would mutate a captured Tensor. This is not supported; please rewrite the function being transformed to explicitly accept the mutated Tensor(s) as inputs.`,
  );
}

export const hooksInTransform =
  "torch.func.{grad, vjp, jacrev, hessian} don't yet support saved tensor hooks. Please open an issue with your use case.";

export function linearizedStructure(tangents: string, primals: string): Error {
  return new RuntimeError(`Expected the tangents ${tangents} to have the same argspec as the primals ${primals}`);
}

const offPrimal = "of the corresponding primal.";

export function linearizedShape(place: number, tangent: Shape, primal: Shape): Error {
  return new RuntimeError(
    `tangent:${place} with shape ${torchSize(tangent)} in flattened pytree doesn't match the shape ${torchSize(primal)} ${offPrimal}`,
  );
}

export function linearizedDtype(place: number, tangent: string, primal: string): Error {
  return new RuntimeError(
    `tangent:${place} with dtype ${tangent} in flattened pytree doesn't match the dtype ${primal} ${offPrimal}`,
  );
}
