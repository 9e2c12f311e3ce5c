import { pythonName } from "../../errors/words.js";
import { isTensor } from "../../tensorFactory.js";
import { Parameter } from "../parameter.js";

/** What a list or dict of parameters keeps of a value: tensors become parameters. */
export function asHeld(value: unknown): unknown {
  return isTensor(value) && !(value instanceof Parameter) ? new Parameter(value) : value;
}

/** How a list or dict of parameters prints one of them. */
export function describeHeld(value: unknown, kind: string): string {
  if (!isTensor(value)) return `Object of type: ${pythonName(value)}`;
  return `Parameter containing: [${kind} of size ${value.shape.join("x")}]`;
}
