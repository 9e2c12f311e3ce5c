import { isRecording } from "../autograd/gradMode.js";
import { float32, float64, type DType } from "../dtype.js";
import { undifferentiableDtype } from "../errors.js";
import { convertedAlike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import type { Attributes, Op, Saved } from "./op.js";

/**
 * Runs an op of one operand in a dtype. As in PyTorch the op itself converts one floating point dtype to another: no node of
 * the graph tells of it.
 */
export function callIn<A extends Attributes>(op: Op<A>, x: Tensor, dtype: DType, attributes: A): Tensor {
  if (dtype === x.dtype) return call(op, [x], attributes);
  if (!dtype.is_floating_point && x.requires_grad && isRecording()) throw undifferentiableDtype(dtype.label);
  if (!x.dtype.is_floating_point || !dtype.is_floating_point) return call(op, [x.to(dtype)], attributes);
  return call(op, [x], { ...attributes, dtype: dtype.name });
}

/** Whether PyTorch computes in the dtype of the result, or in the operand's. */
type Where = "result" | "operand";

/** The op, which converts its operand where a call says so. */
export function converting<A extends Attributes>(
  op: Op<A>,
  rulesIn: Where = "result",
  tangentsIn: Where = "result",
): Op<A> {
  return {
    ...op,
    forward([operand], attributes) {
      const [x, dtype] = [operand as Tensor, dtypeIn(attributes)];
      return op.forward([dtype === null ? x : convertedAlike(x, dtype)], attributes);
    },
    vjp([g], saved, info, needed) {
      const dtype = dtypeIn(info.attributes);
      if (dtype === null) return op.vjp([g!], saved, info, needed);
      if (rulesIn === "operand") return op.vjp([g!.to(saved.x.dtype)], saved, info, needed);
      return op.vjp([g!], savedIn(op, saved, dtype), info, needed);
    },
    jvp(tangents, saved, info, outputs) {
      const dtype = dtypeIn(info.attributes);
      if (dtype === null) return op.jvp(tangents, saved, info, outputs);
      const given = tangentsIn === "result" ? tangents.map((tangent) => tangent?.to(dtype) ?? null) : tangents;
      if (rulesIn === "result") return op.jvp(given, savedIn(op, saved, dtype), info, outputs);
      return op.jvp(given, saved, info, outputs).map((tangent) => tangent?.to(dtype) ?? null);
    },
  };
}

function savedIn<A extends Attributes>(op: Op<A>, saved: Saved, dtype: DType): Saved {
  return op.saves([true]).includes("x") ? { ...saved, x: saved.x.to(dtype) } : saved;
}

function dtypeIn({ dtype }: Attributes): DType | null {
  return [float32, float64].find(({ name }) => name === dtype) ?? null;
}
