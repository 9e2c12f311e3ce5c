import * as errors from "../../errors.js";
import { elements } from "../../values.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { indexOf } from "./numerical.js";
import type { Tolerances } from "./subject.js";

/** Two tensors of the same shape, element by element: which of them `torch.allclose` would object to. */
function differences(
  analytical: Tensor,
  numerical: Tensor,
  { rtol, atol }: Pick<Tolerances, "rtol" | "atol">,
): readonly number[] {
  const [found, expected] = [elements(analytical), elements(numerical)];
  return found.flatMap((value, i) => {
    const other = expected[i]!;
    return value === other || Math.abs(value - other) <= atol + rtol * Math.abs(other) ? [] : [i];
  });
}

export function areClose(
  analytical: Tensor,
  numerical: Tensor,
  tolerances: Pick<Tolerances, "rtol" | "atol">,
): boolean {
  return differences(analytical, numerical, tolerances).length === 0;
}

/** Names the first entry in which two Jacobians differ, whose rows are an input's elements and columns an output's. */
export function entryThatDiffers(
  analytical: Tensor,
  numerical: Tensor,
  tolerances: Tolerances,
  input: Shape,
  output: Shape,
): string {
  const different = differences(analytical, numerical, tolerances);
  const [first] = different;
  if (first === undefined) return "";
  const columns = analytical.shape[1]!;
  return errors.differentEntry({
    elements: [indexOf(Math.floor(first / columns), input), indexOf(first % columns, output)],
    numerical: elements(numerical)[first]!,
    analytical: elements(analytical)[first]!,
    different: different.length,
    all: analytical.numel(),
  });
}
