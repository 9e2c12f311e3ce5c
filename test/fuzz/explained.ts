import { ambiguityReasons } from "./ambiguityReasons.js";
import { argumentReasons } from "./argumentReasons.js";
import { derivativeReasons } from "./derivativeReasons.js";
import { inferenceReasons } from "./inferenceReasons.js";
import { matrixReasons } from "./matrixReasons.js";
import type { Case } from "./reason.js";
import { spellingReasons } from "./spellingReasons.js";

/** Differences that are meant: by PORTING.md, or since PyTorch's own answer hangs on how its kernels are cut. */
const reasons = [
  ...derivativeReasons,
  ...inferenceReasons,
  ...matrixReasons,
  ...spellingReasons,
  ...argumentReasons,
  ...ambiguityReasons,
];

/** Why this difference is none to mend, null if it is one. */
export function explanationOf(difference: Case): string | null {
  return reasons.find((reason) => reason.holds(difference))?.says ?? null;
}
