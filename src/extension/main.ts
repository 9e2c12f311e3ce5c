import { rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { type ExtensionContext, languages, Uri, window, workspace } from "vscode";
import type { Port } from "../protocol/rpc.js";
import { Runners } from "../run/runners.js";
import { type CommandParts, registerCommands, viewCommand } from "./commands/registerCommands.js";
import { type RunParts, runFile, runSaved } from "./commands/runFile.js";
import { scriptName } from "./commands/scriptDocument.js";
import { scriptLanguages, views } from "./contributions.js";
import { BackwardLens } from "./editor/codeLens.js";
import { ConsoleChannel } from "./editor/consoleChannel.js";
import { ErrorDiagnostics } from "./editor/diagnostics.js";
import { TensorHover } from "./editor/hover.js";
import { InlineValues } from "./editor/inlineValues.js";
import { SourceLink } from "./editor/sourceLink.js";
import { StatusBar } from "./editor/statusBar.js";
import { keepRunContextKeys } from "./runContextKeys.js";
import { RunOnSave } from "./runOnSave.js";
import { ScriptWatcher } from "./scriptWatcher.js";
import { RunReplaced } from "./session/recordingCache.js";
import { RunDocuments } from "./session/runDocuments.js";
import { Session } from "./session/session.js";
import { readRuntimeExecutable } from "./settings.js";
import { adviseOnTypes } from "./typesAdvice.js";
import { GradientsView } from "./views/gradientsView.js";
import { GraphPanel } from "./views/graphPanel.js";
import { serveView, type ViewActions } from "./views/viewHost.js";

let endRun: () => Promise<void> = async () => undefined;

export function activate({ subscriptions, extensionUri, globalStorageUri }: ExtensionContext): void {
  const runner = Uri.joinPath(extensionUri, "dist", "runner.js").fsPath;
  // A script takes a whole processor for as long as it likes: the editor, where people work, goes before it.
  const priority = constants.priority.PRIORITY_BELOW_NORMAL;
  const runners = new Runners(() => ({ runner, runtimeExecutable: readRuntimeExecutable(), priority }));
  const session = new Session((options) => runners.run(options), report);
  endRun = () => session.dispose();
  const documents = new RunDocuments();
  const source = new SourceLink(session, documents, report);
  // The window's own: two may each have an "Untitled-1".
  const scratch = join(globalStorageUri.fsPath, "tmp", String(process.pid));
  const revealError = () => source.revealError();
  const shownScript = () => (session.current === null ? undefined : documents.uriOf(session.current.options.file));
  const actions: ViewActions = {
    isTrusted: () => workspace.isTrusted,
    script: scriptName,
    selectNode: (node) => source.select(node),
    revealSource: (node) => source.reveal(node, { takeFocus: true }),
    command: async (name) => void (await viewCommand({ shownScript, revealError }, name)),
  };
  const serve = (port: Port) => serveView(port, session, actions, report);
  const gradients = new GradientsView(extensionUri, serve);
  const graph = new GraphPanel(extensionUri, serve);
  const output = new ConsoleChannel(session, report);
  const runParts: RunParts = { session, documents, scratch, showConsole: () => output.show() };
  const parts: CommandParts = {
    session,
    gradients,
    graph,
    extensionUri,
    run: (uri) => runFile(runParts, uri),
    stop: (uri) => session.stop(uri === undefined ? null : documents.fileOf({ uri })),
    select: (node) => source.select(node),
    revealError,
  };
  const scripts = scriptLanguages.map((language) => ({ language }));
  const lens = new BackwardLens(session, documents, report);
  subscriptions.push(
    runners,
    { dispose: () => rmSync(scratch, { recursive: true, force: true }) },
    source,
    graph,
    lens,
    output,
    new StatusBar(session),
    new InlineValues(session, documents, report),
    new ErrorDiagnostics(session, documents),
    new ScriptWatcher(() => runners.warm()),
    new RunOnSave({ session, documents, run: (document, file) => runSaved(runParts, document, file), report }),
    keepRunContextKeys(session),
    adviseOnTypes(),
    languages.registerHoverProvider(scripts, new TensorHover(session, documents)),
    languages.registerCodeLensProvider(scripts, lens),
    window.registerWebviewViewProvider(views.gradients, gradients),
    window.onDidChangeActiveTextEditor((editor) => {
      const file = editor === undefined ? null : documents.fileOf(editor.document);
      if (file !== null) session.show(file);
      gradients.refresh();
      graph.refresh();
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      gradients.refresh();
      graph.refresh();
    }),
    ...registerCommands(parts),
  );
}

export function deactivate(): Promise<void> {
  return endRun();
}

/** An answer that comes too late is no error. */
function report(error: unknown): void {
  if (!(error instanceof RunReplaced)) console.error("GradLens:", error);
}
