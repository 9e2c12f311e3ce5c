import { setObserver, type Observer, type OpCall } from "../../../src/engine/observer.js";

/** The op calls, tracked or not, that the observer of a script is told of. */
export function observed(script: () => unknown): readonly OpCall[] {
  const calls: OpCall[] = [];
  const nothing = (): void => undefined;
  const observer: Observer = {
    opMade: (call) => calls.push(call),
    opUntracked: (call) => calls.push(call),
    beforeWrite: nothing,
    backwardBegan: nothing,
    nodeDone: nothing,
    backwardEnded: nothing,
    enterModule: nothing,
    leaveModule: nothing,
    saveSite: () => 0,
    restoreSite: nothing,
  };
  setObserver(observer);
  try {
    script();
  } finally {
    setObserver(null);
  }
  return calls;
}
