import { commands as vscodeCommands, type Disposable, Uri, window } from "vscode";
import type { ViewCommand } from "../../protocol/view.js";
import { commands, showInGraphCommand } from "../contributions.js";
import type { GraphLink } from "../editor/hover.js";
import type { Session } from "../session/session.js";
import type { GradientsView } from "../views/gradientsView.js";
import type { GraphPanel } from "../views/graphPanel.js";
import { goToPass } from "./goToPass.js";
import { showGradientOf } from "./showGradientOf.js";

export interface CommandParts {
  readonly session: Session;
  readonly gradients: GradientsView;
  readonly graph: GraphPanel;
  /** The folder of the sample scripts. */
  readonly examples: Uri;
  /** Runs a script, or the one that is shown. */
  run(uri: Uri | undefined): Promise<void>;
  /** Selects a node of the selected pass, and its source. */
  select(node: number): Promise<void>;
  revealError(): Promise<void>;
}

export function registerCommands(parts: CommandParts): readonly Disposable[] {
  const { session, gradients, graph, run, select } = parts;
  const handlers: { readonly [K in keyof typeof commands]: (uri?: unknown) => unknown } = {
    runFile: (uri) => run(uri instanceof Uri ? uri : undefined),
    stop: () => session.stop(),
    showGraph: () => graph.show(),
    showGradients: () => gradients.show(),
    goToPass: () => goToPass(session),
    showGradientOf: () =>
      showGradientOf(session, async (node) => {
        await select(node);
        gradients.reveal();
      }),
  };
  const names = Object.keys(handlers) as (keyof typeof commands)[];
  return [
    ...names.map((name) => vscodeCommands.registerCommand(commands[name], handlers[name])),
    vscodeCommands.registerCommand(showInGraphCommand, (link: GraphLink) => showInGraph(parts, link)),
  ];
}

/** What the buttons of the views do. */
export function viewCommand(
  { examples, revealError }: Pick<CommandParts, "examples" | "revealError">,
  name: ViewCommand,
): Thenable<unknown> {
  const actions: { readonly [C in ViewCommand]: () => Thenable<unknown> } = {
    run: () => vscodeCommands.executeCommand(commands.runFile),
    stop: () => vscodeCommands.executeCommand(commands.stop),
    showGraph: () => vscodeCommands.executeCommand(commands.showGraph),
    manageTrust: () => vscodeCommands.executeCommand("workbench.trust.manage"),
    revealError,
    openExample: () => window.showTextDocument(Uri.joinPath(examples, "zeroToAll.ts")),
  };
  return actions[name]();
}

async function showInGraph({ session, graph, select }: CommandParts, { run, pass, node }: GraphLink): Promise<void> {
  if (session.current?.number !== run) {
    return void window.showInformationMessage("GradLens: this run was replaced by another one.");
  }
  if (session.pass !== pass) session.selectPass(pass);
  graph.show();
  await select(node);
}
