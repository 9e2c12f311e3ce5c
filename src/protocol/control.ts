/**
 * Shared words between the runner's main thread and the worker, read without a message: a worker in a loop hears none.
 */
export const controlWord = {
  /** The worker waits until this is 1. */
  started: 0,
  /** While 1, backward pauses at every node. */
  stepping: 1,
} as const;

export function createControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * Object.keys(controlWord).length);
}
