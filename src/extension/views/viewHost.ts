import type { ViewApi, ViewCommand, ViewHostApi, ViewState } from "../../protocol/view.js";
import { connect, type Port, serve } from "../../protocol/rpc.js";
import { Coalesced } from "../coalesced.js";
import type { RecordingCache } from "../session/recordingCache.js";
import type { Session } from "../session/session.js";
import { checkViewArguments } from "./viewArguments.js";

/** What a webview makes happen in the editor. */
export interface ViewActions {
  isTrusted(): boolean;
  /** The name of the file that the command "run" would run. */
  script(): string | null;
  selectNode(node: number | null): Promise<void>;
  revealSource(node: number): Promise<void>;
  command(name: ViewCommand): Promise<void>;
}

export interface ViewHost {
  /** Tells the view of a change that the session does not know of. */
  refresh(): void;
  dispose(): void;
}

/**
 * Answers one webview, and tells it of changes: the next only after it has taken the last. A webview that was hidden
 * starts anew and says that it is ready, so what its former self has not taken is not waited for.
 */
export function serveView(
  port: Port,
  session: Session,
  actions: ViewActions,
  report: (error: unknown) => void,
): ViewHost {
  const view = connect<ViewApi>(port);
  const viewState = (): ViewState => ({
    trusted: actions.isTrusted(),
    script: actions.script(),
    run: session.current && { number: session.current.number, state: session.current.run.state },
    pass: session.pass,
    node: session.node,
  });
  let isReady = false;
  let isGone = false;
  const tell = new Coalesced(
    () => view.remote.changed(viewState()),
    (error) => {
      if (!isGone) report(error);
    },
  );
  const refresh = () => {
    if (isReady) tell.request();
  };
  const recording = (): RecordingCache => {
    if (session.current === null) throw new Error("There is no run yet.");
    return session.current.recording;
  };
  serve<ViewHostApi>(
    port,
    {
      ready: async () => {
        isReady = true;
        tell.abandon();
        return viewState();
      },
      readPass: async (index) => recording().readPass(index),
      readTopology: async (id) => recording().readTopology(id),
      lossSeries: async (...of) => recording().lossSeries(...of),
      gradientNorms: async (topology, points) => recording().gradientNorms(topology, points),
      selectPass: async (index) => session.selectPass(index),
      selectNode: (node) => actions.selectNode(node),
      revealSource: (node) => actions.revealSource(node),
      command: (name) => actions.command(name),
    },
    checkViewArguments,
  );
  const subscription = session.onChange(refresh);
  return {
    refresh,
    dispose() {
      isGone = true;
      isReady = false;
      subscription.dispose();
      view.close("The view was closed.");
    },
  };
}
