import { type Disposable, type TextDocument, type Uri, workspace } from "vscode";
import type { RunDocuments } from "./session/runDocuments.js";
import type { Session } from "./session/session.js";
import type { SessionRun } from "./session/sessionRun.js";
import { readRunOnSave } from "./settings.js";

/** Several saves in one go are told of one by one; as long as a file of the script has changes, more may be to come. */
const quietMs = { allSaved: 100, someChanged: 1000 };

interface RunOnSaveParts {
  readonly session: Session;
  readonly documents: RunDocuments;
  run(document: TextDocument, file: string): Promise<void>;
  report(error: unknown): void;
}

/**
 * Runs a script again that ran before in this window once it is saved, or a file that it loaded, where the setting says
 * so. Files that are saved in one go make one run, in place of one that is still going.
 */
export class RunOnSave implements Disposable {
  readonly #parts: RunOnSaveParts;
  readonly #subscription: Disposable;
  /** The runs that are out of date, until it is quiet. */
  readonly #outdated = new Set<SessionRun>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: RunOnSaveParts) {
    this.#parts = parts;
    this.#subscription = workspace.onDidSaveTextDocument((document) => {
      this.#onSave(document).catch(parts.report);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  async #onSave(document: TextDocument): Promise<void> {
    const { session, documents } = this.#parts;
    const file = documents.fileOf(document);
    const run = session.runOf(file);
    if (run === null || !workspace.isTrusted) return;
    if (!readRunOnSave(documents.uriOf(run.options.file)) || !(await isOf(run, file))) return;
    this.#outdated.add(run);
    const hasChanged = await Promise.all(
      workspace.textDocuments.map(async (other) => other.isDirty && isOf(run, documents.fileOf(other))),
    );
    clearTimeout(this.#timer);
    const ms = hasChanged.includes(true) ? quietMs.someChanged : quietMs.allSaved;
    this.#timer = setTimeout(() => this.#runAgain().catch(this.#parts.report), ms);
  }

  async #runAgain(): Promise<void> {
    const { session, documents, run } = this.#parts;
    const outdated = [...this.#outdated];
    this.#outdated.clear();
    for (const { options } of outdated.filter((each) => session.runs.includes(each))) {
      const document = await openDocument(documents.uriOf(options.file));
      // Only what is saved is run: what was typed since is run when it is saved.
      if (document !== null && !document.isDirty) await run(document, options.file);
    }
  }
}

/** Whether the run is of this file, or loaded it, or tried to. */
async function isOf({ options, state, recording }: SessionRun, file: string | null): Promise<boolean> {
  if (file === null) return false;
  if (options.file === file || state.ended?.error?.file === file) return true;
  try {
    return (await recording.readFile(file)) !== null;
  } catch {
    // A runner that is gone has taken with it what it loaded.
    return false;
  }
}

/** Null where the file is gone. */
async function openDocument(uri: Uri): Promise<TextDocument | null> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return null;
  }
}
