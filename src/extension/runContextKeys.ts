import type { Disposable } from "vscode";
import { ContextKey } from "./contextKey.js";
import type { Session } from "./session/session.js";

/** Tells the `when` clauses what there is: a run, passes, a script that runs. */
export function keepRunContextKeys(session: Session): Disposable {
  const hasRun = new ContextKey("gradlens.hasRun");
  const hasPasses = new ContextKey("gradlens.hasPasses");
  const running = new ContextKey("gradlens.running");
  return session.onChange(() => {
    hasRun.value = session.current !== null;
    hasPasses.value = session.pass !== null;
    running.value = session.state !== null && session.state.phase !== "ended";
  });
}
