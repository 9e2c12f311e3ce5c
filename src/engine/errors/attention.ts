import type { DTypeName } from "../dtype.js";
import { RuntimeError } from "./kinds.js";
import { cppNames } from "./words.js";

export function attentionDtypes(query: DTypeName, key: DTypeName, value: DTypeName): Error {
  return new RuntimeError(
    `Expected query, key, and value to have the same dtype, but got query.dtype: ${cppNames[query]} key.dtype: ${cppNames[key]} and value.dtype: ${cppNames[value]} instead.`,
  );
}

export function attentionRanks(query: number, key: number, value: number): Error {
  return new RuntimeError(
    `Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ${query} key.dim: ${key} and value.dim: ${value} instead.`,
  );
}

export function attentionMask(mask: DTypeName, query: DTypeName): Error {
  return new RuntimeError(
    `Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: ${cppNames[mask]} and  query.dtype: ${cppNames[query]} instead.`,
  );
}

export function attentionLengths(key: number, value: number): Error {
  return new RuntimeError(
    `scaled_dot_product_attention: key and value must have the same sequence length, but got ${key} and ${value}`,
  );
}

export function causalWithMask(): Error {
  return new RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
}

export function attentionHeads(): Error {
  return new RuntimeError("Number of heads in key and value must divide the number of heads in ");
}

export function attentionDropout(p: number): Error {
  return new RuntimeError(`dropout probability has to be between 0 and 1, but got ${p}`);
}

export function fusedDropout(): Error {
  return new RuntimeError("scaled_dot_product_attention_flash_attention: Currently do not support dropout > 0");
}
