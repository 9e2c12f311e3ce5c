import { pythonText } from "../pythonValues.js";
import { RuntimeError, ValueError } from "./kinds.js";
import { pythonClass } from "./words.js";

export function numbersOfBatch(): Error {
  return new RuntimeError(
    "vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow. We don't support that yet, please file an issue at https://github.com/pytorch/pytorch/issues .",
  );
}

export function itemOfBatch(): Error {
  return new RuntimeError(
    "vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over calling .item() on a Tensor, please try to rewrite what you're doing with other operations. If error is occurring somewhere inside PyTorch internals, please file a bug report.",
  );
}

export function writeToUnbatched(): Error {
  const op = "inplace arithmetic";
  return new RuntimeError(
    `vmap: ${op}(self, *extra_args) is not possible because there exists a Tensor \`other\` in extra_args that has more elements than \`self\`. This happened due to \`other\` being vmapped over but \`self\` not being vmapped over in a vmap. Please try to use out-of-place operators instead of ${op}. If said operator is being called inside the PyTorch framework, please file a bug report instead.`,
  );
}

export function dynamicShape(op: string): Error {
  return new RuntimeError(
    `vmap: We do not support batching operators that can output dynamic shape. Attempted to vmap over ${op}. Please file an issue at https://github.com/pytorch/pytorch/issues if you need this feature.`,
  );
}

export function selectByMappedMask(): Error {
  return new RuntimeError(
    "vmap: Attempted to vmap over `mask` in torch.masked_select(self, mask) We cannot support this because for each batch this would return a differently shaped Tensor. Please file an issue at https://github.com/pytorch/pytorch/issues if you need this feature.",
  );
}

export function statisticsNotMapped(): Error {
  return new RuntimeError(
    "Batch norm got a batched tensor as input while the running_mean or running_var, which will be updated in place, were not batched.\nIf you are using a module and do not need eval mode, please set `track_running_stats` to be False.If you are using a prebuilt module and do not need eval mode, please see the functorch website for resources on how to patch your module to work with vmap",
  );
}

export function maskOfBatch(): Error {
  return new RuntimeError(
    "vmap: We do not support batching operators that can support dynamic shape. Attempting to batch over indexing with a boolean mask.",
  );
}

export function unknownRandomness(value: unknown): Error {
  return new RuntimeError(
    `Only allowed values for randomness are 'error', 'different', or 'same'. Got ${pythonText(value)}`,
  );
}

export function randomInVmap(): Error {
  return new RuntimeError(
    "vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' randomness flags on vmap or perform the randomness operation out of vmap",
  );
}

export function differentOnUnbatched(): Error {
  return new RuntimeError(
    "vmap: Cannot ask for different inplace randomness on an unbatched tensor. This will appear like same randomness. If this is necessary for your usage, please file an issue with functorch.",
  );
}

export function sameOnBatched(): Error {
  return new RuntimeError(
    "Vmap does not currently support same randomness with a batched tensor input. Please file an issue with functorch",
  );
}

/** Where a function is called that `vmap` made: of which function, with which dimensions. */
export interface VmapCall {
  readonly name: string;
  readonly inDims: string;
  readonly outDims: string;
}

export function nothingGivenToVmap({ name }: VmapCall): Error {
  return new ValueError(
    `vmap(${name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to vmap over a function with no inputs. The latter is unsupported.`,
  );
}

const inputs = ({ name, inDims }: VmapCall): string => `vmap(${name}, in_dims=${inDims}, ...)(<inputs>)`;
const outputs = ({ name, outDims }: VmapCall): string => `vmap(${name}, ..., out_dims=${outDims})`;

export function inDimsOfWrongKind(call: VmapCall, value: unknown): Error {
  return new ValueError(
    `${inputs(call)}: expected \`in_dims\` to be int or a (potentially nested) tuple matching the structure of inputs, got: ${pythonClass(value)}.`,
  );
}

export function inDimsStructure(call: VmapCall, dims: string, given: string): Error {
  return new ValueError(
    `${inputs(call)}: in_dims is not compatible with the structure of \`inputs\`. in_dims has structure ${dims} but inputs has structure ${given}.`,
  );
}

export function inDimNotInteger(call: VmapCall, value: unknown): Error {
  return new ValueError(
    `${inputs(call)}: Got in_dim=${pythonText(value)} for an input but in_dim must be either an integer dimension or None.`,
  );
}

export function inDimOfNoTensor(call: VmapCall, dim: number, value: unknown): Error {
  return new ValueError(
    `${inputs(call)}: Got in_dim=${dim} for an input but the input is of type ${pythonClass(value)}. We cannot vmap over non-Tensor arguments, please use None as the respective in_dim`,
  );
}

export function inDimOutOfRange(call: VmapCall, dim: number, rank: number): Error {
  return new ValueError(
    `${inputs(call)}: Got in_dim=${dim} for some input, but that input is a Tensor of dimensionality ${rank} so expected in_dim to satisfy -${rank} <= in_dim < ${rank}.`,
  );
}

export function nothingMapped(): Error {
  return new ValueError("vmap: Expected at least one Tensor to vmap over");
}

export function mappedSizesDiffer(sizes: readonly number[]): Error {
  return new ValueError(
    `vmap: Expected all tensors to have the same size in the mapped dimension, got sizes [${sizes.join(", ")}] for the mapped dimension`,
  );
}

export function outDimsOfWrongKind(call: VmapCall): Error {
  return new ValueError(
    `${outputs(call)}: \`out_dims\` must be an int, None or a python collection of ints representing where in the outputs the vmapped dimension should appear.`,
  );
}

export function outDimsStructure(call: VmapCall, dims: string, given: string): Error {
  return new ValueError(
    `${outputs(call)}(<inputs>): out_dims is not compatible with the structure of \`outputs\`. out_dims has structure ${dims} but outputs has structure ${given}.`,
  );
}

export function mappedNoTensor({ name }: VmapCall, value: unknown): Error {
  return new ValueError(
    `vmap(${name}, ...): \`${name}\` must only return Tensors, got type ${pythonClass(value)}. Did you mean to set out_dims= to None for output?`,
  );
}

export function batchWithoutDim({ name }: VmapCall): Error {
  return new ValueError(`vmap(${name}, ...): \`${name}\` can not return a BatchedTensor when out_dim is None`);
}

export function vmapChunkSize(value: unknown): Error {
  return new ValueError(`vmap: chunk_size should be None or greater than 0. (got ${pythonText(value)})`);
}

const extending = "For more details, please see https://pytorch.org/docs/main/notes/extending.func.html";

export function noVmapRule(name: string): Error {
  return new RuntimeError(
    `You tried to vmap over ${name}, but it does not have vmap support. Please override and implement the vmap staticmethod or set generate_vmap_rule=True. ${extending}`,
  );
}

export function twoVmapRules(name: string): Error {
  return new RuntimeError(
    `You tried to vmap over ${name}, but it has both generate_vmap_rule=True and an overridden vmap staticmethod. Please set generate_vmap_rule=False or delete the overridden vmap staticmethod to avoid ambiguity. ${extending}`,
  );
}

export function noSetupContext(): Error {
  return new RuntimeError(
    `In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, jacrev, ...), it must override the setup_context staticmethod. ${extending}`,
  );
}

export function vmapRuleOfOne(value: unknown): Error {
  return new RuntimeError(
    `Expected the vmap staticmethod to have two returns, an output and out_dims with pytree structure compatible with the output. Got a ${pythonClass(value)} instead`,
  );
}
