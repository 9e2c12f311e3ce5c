import * as v from "valibot";

/**
 * The format of the oracle's op cases: one JSON object per line, a call and what PyTorch 2.13 answered to it. Tensors
 * without a dtype have the case's; numbers that are not finite are strings; a path such as `args.0.1` goes into lists.
 */
const tensorData = v.object({
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dtype: v.exactOptional(v.string()),
  data: v.array(v.union([v.number(), v.boolean(), v.picklist(["NaN", "Infinity", "-Infinity"])])),
  requires_grad: v.exactOptional(v.boolean()),
});

export type TensorData = v.InferOutput<typeof tensorData>;
/** Null for a result that is none, and for a derivative of zero. */
export type Data = TensorData | null;

const bound = v.nullable(v.number());

/** An argument: null is None, else the one key says what it is. */
export type OracleValue =
  | null
  | { readonly tensor: TensorData }
  /** The very same tensor as at another path. */
  | { readonly ref: string }
  | { readonly int: number }
  | { readonly float: number | string }
  | { readonly bool: boolean }
  | { readonly str: string }
  | { readonly list: readonly OracleValue[] }
  | { readonly tuple: readonly OracleValue[] }
  | { readonly slice: readonly [number | null, number | null, number | null] }
  | { readonly ellipsis: true }
  | { readonly dtype: string };

const value: v.GenericSchema<OracleValue> = v.nullable(
  v.union([
    v.strictObject({ tensor: tensorData }),
    v.strictObject({ ref: v.string() }),
    v.strictObject({ int: v.pipe(v.number(), v.integer()) }),
    v.strictObject({ float: v.union([v.number(), v.picklist(["NaN", "Infinity", "-Infinity"])]) }),
    v.strictObject({ bool: v.boolean() }),
    v.strictObject({ str: v.string() }),
    v.strictObject({ list: v.lazy(() => v.array(value)) }),
    v.strictObject({ tuple: v.lazy(() => v.array(value)) }),
    v.strictObject({ slice: v.strictTuple([bound, bound, bound]) }),
    v.strictObject({ ellipsis: v.literal(true) }),
    v.strictObject({ dtype: v.string() }),
  ]),
);

const data = v.nullable(tensorData);
const call = {
  id: v.string(),
  op: v.string(),
  call: v.pipe(v.string(), v.startsWith("torch.")),
  kind: v.picklist(["function", "method", "property"]),
  dtype: v.string(),
  args: v.array(value),
  kwargs: v.record(v.string(), value),
};

const answer = v.object({
  ...call,
  tier: v.picklist([1, 2]),
  note: v.exactOptional(v.string()),
  outputs: v.union([
    v.object({
      struct: v.picklist(["tensor", "tuple", "list"]),
      tensors: v.array(data),
      grad_fn: v.array(v.nullable(v.string())),
    }),
    v.object({ struct: v.literal("value"), value: v.unknown() }),
  ]),
  mutated: v.exactOptional(v.array(v.object({ path: v.string(), value: tensorData }))),
  cotangents: v.exactOptional(v.array(data)),
  grads: v.exactOptional(v.array(v.object({ path: v.string(), grad: data }))),
  backward_error: v.exactOptional(v.unknown()),
  jvp: v.exactOptional(
    v.object({
      tangents: v.array(v.object({ path: v.string(), tangent: tensorData })),
      outputs: v.array(data),
    }),
  ),
  grad2: v.exactOptional(
    v.object({
      cotangents: v.array(v.object({ path: v.string(), cotangent: tensorData })),
      grads: v.array(v.object({ path: v.string(), grad: data })),
      cotangent_grads: v.array(data),
    }),
  ),
});

const refusal = v.object({ ...call, error: v.object({ type: v.string(), message: v.string() }) });

/** A call that PyTorch answered. */
export type Answer = v.InferOutput<typeof answer>;
/** A call that PyTorch refused. */
export type Refusal = v.InferOutput<typeof refusal>;
export type OracleCase = Answer | Refusal;

/** Reads a file of cases. Throws an error that names the line which is none. */
export function parseCases(text: string): readonly OracleCase[] {
  return text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    try {
      const document: unknown = JSON.parse(line);
      const isRefusal = typeof document === "object" && document !== null && "error" in document;
      return [isRefusal ? v.parse(refusal, document) : v.parse(answer, document)];
    } catch (error) {
      throw new Error(`line ${i + 1} is no case of the oracle: ${reasonOf(error)}`, { cause: error });
    }
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof v.ValiError)) return (error as Error).message;
  const [issue] = (error as v.ValiError<typeof answer>).issues;
  return `${v.getDotPath(issue) ?? "the line"}: ${issue.message}`;
}
