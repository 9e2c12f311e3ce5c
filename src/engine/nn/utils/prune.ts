/**
 * `torch.nn.utils.prune`: parameters of which elements are left out.
 * https://docs.pytorch.org/docs/stable/nn.html#utilities
 */
export {
  BasePruningMethod,
  PruningContainer,
  type ImportanceOption,
  type PruningType,
} from "./prune/basePruningMethod.js";
export {
  CustomFromMask,
  Identity,
  L1Unstructured,
  LnStructured,
  RandomStructured,
  RandomUnstructured,
  type LnStructuredOptions,
  type StructuredOptions,
} from "./prune/pruningMethods.js";
export type { AmountOption } from "./prune/amounts.js";
export {
  custom_from_mask,
  global_unstructured,
  identity,
  is_pruned,
  l1_unstructured,
  ln_structured,
  random_structured,
  random_unstructured,
  remove,
  type GlobalOptions,
  type GlobalScores,
} from "./prune/pruningFunctions.js";
