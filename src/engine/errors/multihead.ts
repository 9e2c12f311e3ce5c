import { AssertionError, AttributeError, IndexError, RuntimeError, ValueError } from "./kinds.js";
import { pythonBool } from "../pythonValues.js";
import { torchSize, tuple, type Sizes } from "./words.js";

export function headCounts(embed_dim: number, num_heads: number): Error {
  return new ValueError(
    `embed_dim and num_heads must be greater than 0, got embed_dim=${embed_dim} and num_heads=${num_heads} instead`,
  );
}

export function undividedHeads(): Error {
  return new AssertionError("embed_dim must be divisible by num_heads");
}

export function dividedEmbedding(embed_dim: number, num_heads: number): Error {
  return new AssertionError(`embed_dim ${embed_dim} not divisible by num_heads ${num_heads}`);
}

export function queryRank(rank: number): Error {
  return new AssertionError(`query should be unbatched 2D or batched 3D tensor but received ${rank}-D query tensor`);
}

function kindOfQuery(isBatched: boolean): string {
  return isBatched ? "batched (3-D)" : "unbatched (2-D)";
}

export function keyRanks(isBatched: boolean, key: number, value: number): Error {
  return new AssertionError(
    `For ${kindOfQuery(isBatched)} \`query\`, expected \`key\` and \`value\` to be ${isBatched ? 3 : 2}-D but found ${key}-D and ${value}-D tensors respectively`,
  );
}

export function paddingMaskRank(isBatched: boolean, rank: number): Error {
  return new AssertionError(
    `For ${kindOfQuery(isBatched)} \`query\`, expected \`key_padding_mask\` to be \`None\` or ${isBatched ? 2 : 1}-D but found ${rank}-D tensor instead`,
  );
}

export function attentionMaskRank(isBatched: boolean, rank: number): Error {
  return new AssertionError(
    `For ${kindOfQuery(isBatched)} \`query\`, expected \`attn_mask\` to be \`None\`, 2-D or 3-D but found ${rank}-D tensor instead`,
  );
}

export function unbatchedMask(expected: Sizes, shape: Sizes): Error {
  return new AssertionError(`Expected \`attn_mask\` shape to be ${tuple(expected)} but got ${torchSize(shape)}`);
}

export function attentionMaskShape(shape: Sizes, expected: Sizes): Error {
  return new RuntimeError(
    `The shape of the ${shape.length}D attn_mask is ${torchSize(shape)}, but should be ${tuple(expected)}.`,
  );
}

export function paddingMaskSize(dim: 0 | 1, expected: number, found: number): Error {
  return new AssertionError(`Expected key_padded_mask.shape[${dim}] to be ${expected}, but got ${found}`);
}

export function maskKind(name: string): Error {
  return new AssertionError(`only bool and floating types of ${name} are supported`);
}

export function causalWithoutMask(): Error {
  return new RuntimeError(
    "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method `generate_square_subsequent_mask` to create this mask.",
  );
}

export function embeddingSize(expected: number, found: number): Error {
  return new AssertionError(`was expecting embedding dimension of ${expected}, but got ${found}`);
}

export function keyAndValueLengths(key: Sizes, value: Sizes): Error {
  return new AssertionError(`key's sequence and batch dims ${torchSize(key)} do not match value's ${torchSize(value)}`);
}

export function keyAndValueShapes(key: Sizes, value: Sizes): Error {
  return new AssertionError(`key shape ${torchSize(key)} does not match value shape ${torchSize(value)}`);
}

export function projectionMissing(isSeparate: boolean, weight: string): Error {
  return new AssertionError(`use_separate_proj_weight is ${pythonBool(isSeparate)} but ${weight} is None`);
}

export function projectionShape(what: string, expected: Sizes, shape: Sizes): Error {
  return new AssertionError(`expecting ${what} shape of ${tuple(expected)}, but got ${torchSize(shape)}`);
}

export function biasOfStatic(what: "key" | "value"): Error {
  return new AssertionError(`bias cannot be added to static ${what}.`);
}

export function lonelyBias(there: "bias_k" | "bias_v"): Error {
  return new AssertionError(`${there} is set but ${there === "bias_k" ? "bias_v" : "bias_k"} is None`);
}

export function staticSize(what: "static_k" | "static_v", dim: number, expected: number, found: number): Error {
  return new AssertionError(`expecting ${what}.size(${dim}) of ${expected}, but got ${found}`);
}

export function fastEmbeddingSize(expected: number, found: number): Error {
  return new RuntimeError(`passed-in embed_dim ${expected} didn't match last dim of query ${found}`);
}

export function fastPaddingMask(): Error {
  return new RuntimeError("For mask_type == 1 mask shape should be (B, L)");
}

export function fastMask(): Error {
  return new RuntimeError("For mask_type == 2 mask shape should match input shape");
}

export function nestedMaskRank(): Error {
  return new RuntimeError("Padding mask should be 2D");
}

export function nestedMaskSize(): Error {
  return new RuntimeError("Mask size should match input size");
}

export function nestedNothing(): Error {
  return new RuntimeError("to_padded_tensor: at least one constituent tensor should have non-zero numel");
}

export function transformerActivation(name: string): Error {
  return new RuntimeError(`activation should be relu/gelu, not ${name}`);
}

export function noSelfAttention(layer: string): Error {
  return new AttributeError(`'${layer}' object has no attribute 'self_attn'`);
}

export function noSequence(): Error {
  return new IndexError("tuple index out of range");
}

export function transformerBatches(): Error {
  return new RuntimeError("the batch number of src and tgt must be equal");
}

export function transformerFeatures(): Error {
  return new RuntimeError("the feature number of src and tgt must be equal to d_model");
}
