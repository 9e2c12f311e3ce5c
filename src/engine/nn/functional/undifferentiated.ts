import { isRecording } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import type { Tensor } from "../../tensor.js";

/** Refuses arguments that require a gradient which an op cannot give them. */
export function checkUndifferentiated(op: string, named: Readonly<Record<string, Tensor | null>>): void {
  for (const [name, tensor] of Object.entries(named)) {
    if (isRecording() && tensor?.requires_grad === true)
      throw about(errors.argumentNotDifferentiable(op, name), tensor);
  }
}
