import { Session } from "node:inspector";
import path from "node:path";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** The inspector's connection to one worker, by way of this thread's. */
export class WorkerDebugger {
  readonly #session = new Session();
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #sessionId = "";
  #lastId = 0;

  constructor(readonly onPaused: (location: Location) => void) {}

  /** Attaches to the worker that was made from a file, which waits for a message before it runs anything. */
  async attach(file: string): Promise<void> {
    this.#session.connect();
    this.#session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
      // Events come as interrupts, after which Node may sleep without having run what their promises let go on.
      if (params.sessionId === this.#sessionId)
        setImmediate(() => this.#receive(JSON.parse(params.message) as Message));
    });
    const attached = new Promise<void>((resolve) => {
      this.#session.on("NodeWorker.attachedToWorker", ({ params }) => {
        if (!params.workerInfo.url.endsWith(path.basename(file))) return;
        this.#sessionId = params.sessionId;
        resolve();
      });
    });
    this.#session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
    await attached;
    await this.send("Debugger.enable");
  }

  send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    const message = JSON.stringify({ id, method, params });
    this.#session.post("NodeWorker.sendMessageToWorker", { sessionId: this.#sessionId, message });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  dispose(): void {
    this.#session.disconnect();
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    } else if (method === "Debugger.paused") {
      const { callFrames } = params as { readonly callFrames: readonly { readonly location: Location }[] };
      this.onPaused(callFrames[0]!.location);
    }
  }
}
