import { UninitializedBuffer } from "../uninitializedBuffer.js";
import { UninitializedParameter } from "../uninitializedParameter.js";

/** Whether something is a parameter or buffer whose shape is not known yet. */
export function isUninitialized(value: unknown): value is UninitializedParameter | UninitializedBuffer {
  return value instanceof UninitializedParameter || value instanceof UninitializedBuffer;
}
