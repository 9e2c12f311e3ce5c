import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import * as F from "../../../src/engine/nn/functional.js";
import type { DType } from "../../../src/engine/dtype.js";
import { recordCalls, tangentsOf } from "./forwardMode.js";

/**
 * A call and what PyTorch 2.13 answered to it: results, gradients, tangents, second derivatives and the names of the
 * backward nodes. Tensors without a dtype have the case's; non-finite numbers are strings.
 */
export interface OracleCase {
  readonly id: string;
  /** What is special about the case. */
  readonly note?: string;
  readonly call: string;
  readonly kind: "function" | "method" | "property";
  readonly dtype: DTypeLabel;
  readonly args: readonly OracleValue[];
  readonly kwargs: Readonly<Record<string, OracleValue>>;
  readonly outputs:
    | {
        readonly struct: "tensor" | "tuple" | "list";
        readonly tensors: readonly Data[];
        readonly grad_fn: readonly (string | null)[];
      }
    | { readonly struct: "value"; readonly value: unknown };
  readonly cotangents?: readonly Data[];
  readonly grads?: readonly { readonly path: string; readonly grad: Data }[];
  readonly jvp?: {
    readonly tangents: readonly { readonly path: string; readonly tangent: Data }[];
    readonly outputs: readonly Data[];
  };
  readonly grad2?: {
    readonly cotangents: readonly { readonly path: string; readonly cotangent: Data }[];
    readonly grads: readonly { readonly path: string; readonly grad: Data }[];
    readonly cotangent_grads: readonly Data[];
  };
}

type DTypeLabel = "float32" | "float64" | "int64" | "bool";
type Data = TensorData | null;

interface TensorData {
  readonly shape: readonly number[];
  readonly dtype?: DTypeLabel;
  readonly data: readonly (number | string | boolean)[];
  readonly requires_grad?: boolean;
}

export type OracleValue = null | Readonly<Record<string, unknown>>;

const dtypes: { readonly [Name in DTypeLabel]: DType } = {
  float32: torch.float32,
  float64: torch.float64,
  int64: torch.int64,
  bool: torch.bool,
};

/** Makes the call and compares everything that PyTorch answered. */
export function checkOracleCase(oracle: OracleCase): void {
  const inputs = new Map<string, torch.Tensor>();
  const args = oracle.args.map((value, i) => valueOf(value, `args.${i}`, oracle, inputs));
  const options = Object.entries(oracle.kwargs).map(([name, value]) => [
    name,
    valueOf(value, `kwargs.${name}`, oracle, inputs),
  ]);
  if (options.length > 0) args.push(Object.fromEntries(options));
  const { calls, result } = recordCalls(() => invoke(oracle, args));
  if (oracle.outputs.struct === "value") {
    assert.deepEqual(result, oracle.outputs.value);
    return;
  }
  const outputs = result instanceof torch.Tensor ? [result] : [...(result as Iterable<torch.Tensor>)];
  const tolerance = toleranceOf(oracle, 1);
  assert.equal(outputs.length, oracle.outputs.tensors.length, "number of results");
  outputs.forEach((output, i) => {
    const { tensors, grad_fn } = oracle.outputs as { tensors: readonly Data[]; grad_fn: readonly (string | null)[] };
    assertClose(output, tensors[i]!, tolerance, `output ${i}`);
    assert.equal(output.grad_fn?.name() ?? null, grad_fn[i], `grad_fn of output ${i}`);
  });
  if (oracle.jvp !== undefined) {
    const given = oracle.jvp.tangents.map(
      ({ path, tangent }) => [inputs.get(path)!, tensorOf(tangent!, oracle)] as const,
    );
    tangentsOf(calls, given, outputs).forEach((tangent, i) => {
      assertCloseOrZero(tangent, oracle.jvp!.outputs[i] ?? null, toleranceOf(oracle, 2), `tangent of output ${i}`);
    });
  }
  if (oracle.grads === undefined) return;
  checkGradients(oracle, inputs, outputs);
}

function checkGradients(
  oracle: OracleCase,
  inputs: ReadonlyMap<string, torch.Tensor>,
  outputs: readonly torch.Tensor[],
): void {
  const paths = oracle.grads!.map(({ path }) => path);
  const leaves = paths.map((path) => inputs.get(path)!);
  const pairs = outputs.flatMap((output, i) => {
    const cotangent = oracle.cotangents?.[i] ?? null;
    return cotangent === null || !output.requires_grad ? [] : [{ output, cotangent: tensorOf(cotangent, oracle) }];
  });
  if (pairs.length === 0) {
    for (const { path, grad } of oracle.grads!) assertCloseOrZero(null, grad, 0, `gradient of ${path}`);
    return;
  }
  const roots = pairs.map(({ output }) => output);
  const cotangents = pairs.map(({ cotangent }) => cotangent.requires_grad_());
  const create_graph = oracle.grad2 !== undefined;
  const gradients = torch.autograd.grad(roots, leaves, { grad_outputs: cotangents, create_graph, allow_unused: true });
  oracle.grads!.forEach(({ path, grad }, i) => {
    assertCloseOrZero(gradients[i] ?? null, grad, toleranceOf(oracle, 1), `gradient of ${path}`);
  });
  if (oracle.grad2 === undefined) return;
  const { grad2 } = oracle;
  const second = grad2.cotangents.flatMap(({ path, cotangent }) => {
    const gradient = gradients[paths.indexOf(path)] ?? null;
    return gradient === null || !gradient.requires_grad ? [] : [{ gradient, cotangent: tensorOf(cotangent!, oracle) }];
  });
  const twice =
    second.length === 0
      ? []
      : torch.autograd.grad(
          second.map(({ gradient }) => gradient),
          [...leaves, ...cotangents],
          { grad_outputs: second.map(({ cotangent }) => cotangent), allow_unused: true },
        );
  const expected = [...grad2.grads.map(({ grad }) => grad), ...grad2.cotangent_grads];
  expected.forEach((value, i) => {
    assertCloseOrZero(twice[i] ?? null, value, toleranceOf(oracle, 2), `second derivative ${i}`);
  });
}

function invoke({ call, kind, args: written }: OracleCase, args: unknown[]): unknown {
  const name = call.split(".").at(-1)!;
  const spelled = name === "__getitem__" ? "index" : name;
  if (kind === "function") {
    const namespaces: Readonly<Record<string, object>> = { "torch.nn.functional": F, torch };
    const home = (namespaces[call.slice(0, call.lastIndexOf("."))] ?? {}) as Record<string, unknown>;
    return callable(home[spelled], call)(...args);
  }
  const [self, ...rest] = args as [Record<string, unknown>, ...unknown[]];
  if (kind === "property") return self[spelled];
  // A tuple is several indices, a list is one.
  const items = name === "__getitem__" && "tuple" in (written[1] ?? {}) ? (rest[0] as unknown[]) : rest;
  return callable(self[spelled], call).apply(self, items);
}

function callable(value: unknown, name: string): (...args: unknown[]) => unknown {
  assert.ok(typeof value === "function", `there is no ${name}`);
  return value as (...args: unknown[]) => unknown;
}

function valueOf(value: OracleValue, path: string, oracle: OracleCase, inputs: Map<string, torch.Tensor>): unknown {
  if (value === null) return null;
  const [[kind, content]] = Object.entries(value) as [[string, unknown]];
  switch (kind) {
    case "tensor": {
      const tensor = tensorOf(content as TensorData, oracle);
      inputs.set(path, tensor);
      return tensor;
    }
    case "ref":
      return inputs.get(content as string);
    case "float":
      return typeof content === "string" ? Number(content) : content;
    case "list":
    case "tuple":
      return (content as OracleValue[]).map((item, i) => valueOf(item, `${path}.${i}`, oracle, inputs));
    case "slice":
      return torch.Slice(...(content as [number | null, number | null, number | null]));
    case "ellipsis":
      return "...";
    case "dtype":
      assert.ok((content as string) in dtypes, `there is no dtype ${content as string}`);
      return dtypes[content as DTypeLabel];
    default:
      return content;
  }
}

function tensorOf({ shape, dtype, data, requires_grad = false }: TensorData, oracle: OracleCase): torch.Tensor {
  const label = dtype ?? oracle.dtype;
  assert.ok(label in dtypes, `there is no dtype ${label}`);
  return torch.tensor(data.map(Number), { dtype: dtypes[label] }).reshape(shape).requires_grad_(requires_grad);
}

function toleranceOf({ dtype, call }: OracleCase, order: number): number {
  if (dtype === "float64") return /erf|gelu|lgamma/.test(call) ? 1e-7 : 1e-9;
  return order > 1 || /conv|mm|mv|dot|linear|norm/.test(call) ? 2e-4 : 1e-5;
}

function assertCloseOrZero(actual: torch.Tensor | null, expected: Data, tolerance: number, what: string): void {
  if (expected !== null && actual !== null) {
    assertClose(actual, expected, tolerance, what);
    return;
  }
  const values = expected?.data.map(Number) ?? (actual?.flatten().tolist() as number[] | undefined) ?? [];
  assert.ok(
    values.every((value) => value === 0),
    `${what} is ${actual === null ? "missing" : `[${values.join(", ")}]`}`,
  );
}

function assertClose(actual: torch.Tensor, expected: Data, tolerance: number, what: string): void {
  assert.ok(expected !== null, `${what} has no value in PyTorch`);
  assert.deepEqual([...actual.shape], expected.shape, `shape of ${what}`);
  const values = (actual.flatten().tolist() as (number | boolean)[]).map(Number);
  expected.data.map(Number).forEach((wanted, i) => {
    const got = values[i]!;
    const same = Object.is(got, wanted) || got === wanted || (Number.isNaN(got) && Number.isNaN(wanted));
    assert.ok(
      same || Math.abs(got - wanted) <= tolerance * (1 + Math.abs(wanted)),
      `${what} is ${got} at ${i}, ${wanted} in PyTorch`,
    );
  });
}
