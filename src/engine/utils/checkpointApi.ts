/**
 * `torch.utils.checkpoint`: computing anew what backward needs, rather than keeping it.
 * https://docs.pytorch.org/docs/stable/checkpoint.html
 */
export { checkpoint, checkpoint_sequential, type CheckpointOptions } from "./checkpoint.js";
export { set_checkpoint_early_stop } from "./recomputation.js";
