import { Linear } from "../linear/linear.js";

/** The `Linear` at the end of attention, which PyTorch gives a name of its own. */
export class NonDynamicallyQuantizableLinear extends Linear {}
