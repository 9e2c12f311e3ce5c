import * as torch from "../../../src/engine/index.js";
import type { OracleValue, TensorData } from "./oracleSchema.js";

/** The call needs a function or a dtype that the engine does not have. */
export class Unsupported extends Error {}

/** A tensor of a case. `dtype` is the case's, for tensors without one of their own. */
export function tensorOf(data: TensorData, dtype: string): torch.Tensor {
  const flat = torch.tensor(data.data.map(Number), { dtype: dtypeOf(data.dtype ?? dtype) });
  // A clone, lest the tensor be a view.
  return flat
    .reshape(data.shape)
    .clone()
    .requires_grad_(data.requires_grad === true);
}

/** The engine's dtype of a name. */
export function dtypeOf(name: string): torch.dtype {
  const dtype = (torch as Readonly<Record<string, unknown>>)[name];
  if (!(dtype instanceof torch.dtype)) throw new Unsupported(`there is no dtype ${name}`);
  return dtype;
}

/** The arguments of a case as a script in TypeScript writes them, and the tensors among them by their paths. */
export class Arguments {
  readonly tensors = new Map<string, torch.Tensor>();

  /** `placed` may put another tensor in the place of one that is read. */
  constructor(
    private readonly dtype: string,
    private readonly placed: (tensor: torch.Tensor, path: string) => torch.Tensor = (tensor) => tensor,
  ) {}

  read(value: OracleValue, path: string): unknown {
    if (value === null) return null;
    if ("tensor" in value) {
      const tensor = this.placed(tensorOf(value.tensor, this.dtype), path);
      this.tensors.set(path, tensor);
      return tensor;
    }
    if ("ref" in value) return this.at(value.ref);
    if ("int" in value) return value.int;
    if ("float" in value) return Number(value.float);
    if ("bool" in value) return value.bool;
    if ("str" in value) return value.str;
    if ("list" in value) return value.list.map((item, i) => this.read(item, `${path}.${i}`));
    if ("tuple" in value) return value.tuple.map((item, i) => this.read(item, `${path}.${i}`));
    if ("slice" in value) return torch.Slice(...value.slice);
    return "ellipsis" in value ? "..." : dtypeOf(value.dtype);
  }

  /** The tensor at a path. */
  at(path: string): torch.Tensor {
    const tensor = this.tensors.get(path);
    if (tensor === undefined) throw new Error(`the case has no tensor at ${path}`);
    return tensor;
  }
}
