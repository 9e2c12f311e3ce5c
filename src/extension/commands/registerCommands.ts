import { commands as vscodeCommands, type Disposable, Uri, ViewColumn, window } from "vscode";
import type { ViewCommand } from "../../protocol/view.js";
import { commands, linkCommands } from "../contributions.js";
import type { TensorLink } from "../editor/hover.js";
import type { Session } from "../session/session.js";
import type { GradientsView } from "../views/gradientsView.js";
import type { GraphPanel } from "../views/graphPanel.js";
import { goToPass } from "./goToPass.js";
import { setUpTypes } from "./setUpTypes.js";
import { showGradientOf } from "./showGradientOf.js";

export interface CommandParts {
  readonly session: Session;
  readonly gradients: GradientsView;
  readonly graph: GraphPanel;
  readonly extensionUri: Uri;
  /** Runs a script, or the one that is shown. */
  run(uri: Uri | undefined): Promise<void>;
  /** Stops a script, or the one that is shown. */
  stop(uri: Uri | undefined): Promise<void>;
  /** Selects a node of the selected pass, and its source. */
  select(node: number): Promise<void>;
  revealError(): Promise<void>;
}

export function registerCommands(parts: CommandParts): readonly Disposable[] {
  const { session, gradients, graph, extensionUri, run, stop, select } = parts;
  const handlers: { readonly [K in keyof typeof commands]: (uri?: unknown) => unknown } = {
    runFile: (uri) => run(uri instanceof Uri ? uri : undefined),
    stop: (uri) => stop(uri instanceof Uri ? uri : undefined),
    showGraph: () => graph.show(),
    showGradients: () => gradients.show(),
    goToPass: () => goToPass(session),
    showGradientOf: () =>
      showGradientOf(session, async (node) => {
        await select(node);
        gradients.reveal();
      }),
    openExample: () => openExample(extensionUri),
    setUpTypes: (uri) => setUpTypes(extensionUri, uri instanceof Uri ? uri : window.activeTextEditor?.document.uri),
  };
  const follow = (show: () => unknown) => (link: TensorLink) => followLink(parts, link, show);
  const names = Object.keys(handlers) as (keyof typeof commands)[];
  return [
    ...names.map((name) => vscodeCommands.registerCommand(commands[name], handlers[name])),
    vscodeCommands.registerCommand(
      linkCommands.showInGraph,
      follow(() => graph.show()),
    ),
    vscodeCommands.registerCommand(
      linkCommands.showHistory,
      follow(() => gradients.show()),
    ),
  ];
}

interface ViewCommandParts extends Pick<CommandParts, "revealError"> {
  /** The script whose run is shown. */
  shownScript(): Uri | undefined;
}

/** What the buttons of the views do. */
export function viewCommand({ shownScript, revealError }: ViewCommandParts, name: ViewCommand): Thenable<unknown> {
  const actions: { readonly [C in ViewCommand]: () => Thenable<unknown> } = {
    run: () => vscodeCommands.executeCommand(commands.runFile),
    runAgain: () => vscodeCommands.executeCommand(commands.runFile, shownScript()),
    stop: () => vscodeCommands.executeCommand(commands.stop),
    showGraph: () => vscodeCommands.executeCommand(commands.showGraph),
    manageTrust: () => vscodeCommands.executeCommand("workbench.trust.manage"),
    revealError,
    openExample: () => vscodeCommands.executeCommand(commands.openExample),
  };
  return actions[name]();
}

/** Beside the walkthrough, which leads on from there, or whatever else is shown and is no text. */
async function openExample(extensionUri: Uri): Promise<void> {
  const { activeTab } = window.tabGroups.activeTabGroup;
  const isFree = activeTab === undefined || window.activeTextEditor !== undefined;
  const viewColumn = isFree ? ViewColumn.Active : ViewColumn.Beside;
  await window.showTextDocument(Uri.joinPath(extensionUri, "examples", "zeroToAll.ts"), { viewColumn });
}

async function followLink(
  { session, select }: CommandParts,
  { run, pass, node }: TensorLink,
  show: () => unknown,
): Promise<void> {
  const linked = session.runs.find(({ number }) => number === run);
  if (linked === undefined) {
    return void window.showInformationMessage("GradLens: that run is no longer kept.");
  }
  session.show(linked.options.file);
  if (session.pass !== pass) session.selectPass(pass);
  await show();
  await select(node);
}
