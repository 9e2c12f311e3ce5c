import { convolutionInput, convolutionResult, convolutionWeight } from "./convolutionProducts.js";
import { copy, fill } from "./copy.js";
import type { Kernels } from "./kernels.js";
import { map } from "./map.js";
import { matmul } from "./matmul.js";
import { reference } from "./reference.js";
import { addTo, sum } from "./sum.js";

/** The reference kernels, with faster ones where scripts spend their time. Those give the same to the last bit. */
export const fast: Kernels = {
  ...reference,
  map,
  sum,
  matmul,
  copy,
  fill,
  addTo,
  convolutionResult,
  convolutionInput,
  convolutionWeight,
};
