import * as torch from "../../src/engine/index.js";
import type { Engine } from "./program.js";

/** GradLens's own engine as programs see it. */
export const here: Engine = {
  ...torch,
  is_tensor: (value: unknown) => value instanceof torch.Tensor,
  printed: String,
} as unknown as Engine;
