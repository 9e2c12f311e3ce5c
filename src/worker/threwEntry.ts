import { failedCall } from "../engine/failedCall.js";
import type { ThrewEntry } from "../protocol/entry.js";
import { calledTensor } from "./calledTensor.js";
import type { Recorder } from "./recorder.js";
import { scriptError } from "./scriptError.js";

/** What a script threw, and what is known of the call that it came from. */
export function threwEntry(thrown: unknown, recorder: Pick<Recorder, "describeModule">): ThrewEntry {
  const error = scriptError(thrown);
  try {
    const { tensors = [], module = null } = failedCall(thrown) ?? {};
    const described = module && recorder.describeModule(module);
    return { kind: "threw", error, tensors: tensors.map(calledTensor), module: described };
  } catch {
    // A script can have set a tensor's or a module's own fields to anything; its error is told all the same.
    return { kind: "threw", error, tensors: [], module: null };
  }
}
