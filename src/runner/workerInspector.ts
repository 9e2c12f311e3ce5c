import { Session } from "node:inspector";

/** A place in generated code, counted from 0 as the inspector does. */
export interface CdpLocation {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface CdpCallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: CdpLocation;
  readonly scopeChain: readonly { readonly type: string; readonly object: { readonly objectId: string } }[];
}

export interface Paused {
  readonly reason: string;
  readonly callFrames: readonly CdpCallFrame[];
}

type Message =
  | { readonly id: number; readonly result?: unknown; readonly error?: { readonly message: string } }
  | { readonly method: "Debugger.paused"; readonly params: Paused }
  | { readonly method: "Debugger.resumed" }
  | { readonly method: "Debugger.scriptParsed"; readonly params: { readonly scriptId: string; readonly url: string } };

const ended = "The script has ended.";

/**
 * The inspector of one worker, held by the runner's main thread. `Debugger.pause` and evaluation reach the worker in the
 * middle of a synchronous loop.
 */
export class WorkerInspector {
  readonly #session = new Session();
  readonly #open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #urls = new Map<string, string>();
  #worker = "";
  #disposed = false;
  #lastId = 0;
  #paused: Paused | null = null;
  #waiting: { resolve(paused: Paused): void; reject(error: Error): void } | null = null;

  private constructor(readonly changed: (paused: boolean) => void) {}

  /** Attaches to the worker that runs the module of this URL; its thread's number is not what the inspector counts by. */
  static async attach(url: string, changed: (paused: boolean) => void = () => undefined): Promise<WorkerInspector> {
    const inspector = new WorkerInspector(changed);
    await inspector.#attach(url);
    return inspector;
  }

  get paused(): Paused | null {
    return this.#paused;
  }

  /** A call frame's own `url` is empty on Node 20. */
  urlOf(scriptId: string): string {
    return this.#urls.get(scriptId) ?? "";
  }

  nextPause(): Promise<Paused> {
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
  }

  send(method: string, params: object = {}): Promise<unknown> {
    if (this.#disposed) return Promise.reject(new Error(ended));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#post("NodeWorker.sendMessageToWorker", {
        sessionId: this.#worker,
        message: JSON.stringify({ id, method, params }),
      }).catch(reject);
    });
  }

  /** Lets a paused worker go; a worker that runs is not waited for, since it may never answer. */
  async release(): Promise<void> {
    const released = this.send("Debugger.disable").catch(() => undefined);
    if (this.#paused) await released;
    this.#paused = null;
  }

  dispose(): void {
    this.#disposed = true;
    this.#session.disconnect();
    for (const { reject } of [...this.#open.values(), ...(this.#waiting ? [this.#waiting] : [])]) {
      reject(new Error(ended));
    }
    this.#open.clear();
  }

  async #attach(url: string): Promise<void> {
    this.#session.connect();
    const attached = new Promise<void>((resolve) => {
      this.#session.on("NodeWorker.attachedToWorker", ({ params: { sessionId, workerInfo } }) => {
        if (workerInfo.url !== url) {
          void this.#post("NodeWorker.detach", { sessionId });
          return;
        }
        this.#worker = sessionId;
        resolve();
      });
    });
    this.#session.on("NodeWorker.receivedMessageFromWorker", ({ params: { sessionId, message } }) => {
      if (sessionId === this.#worker) this.#receive(JSON.parse(message) as Message);
    });
    await this.#post("NodeWorker.enable", { waitForDebuggerOnStart: false });
    await attached;
  }

  #receive(message: Message): void {
    if ("id" in message) {
      const open = this.#open.get(message.id);
      this.#open.delete(message.id);
      if (message.error) open?.reject(new Error(message.error.message));
      else open?.resolve(message.result);
      return;
    }
    switch (message.method) {
      case "Debugger.paused":
        this.#paused = message.params;
        this.changed(true);
        this.#waiting?.resolve(message.params);
        break;
      case "Debugger.resumed":
        this.#paused = null;
        this.changed(false);
        break;
      case "Debugger.scriptParsed":
        this.#urls.set(message.params.scriptId, message.params.url);
        break;
    }
  }

  #post(method: string, params: object): Promise<unknown> {
    return new Promise((resolve, reject) =>
      this.#session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))),
    );
  }
}
