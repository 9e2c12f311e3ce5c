import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";

const root = process.env["GRADLENS_ROOT"] ?? "";
const { resolve } = createRequire(path.join(root, "package.json"));

interface Message {
  readonly type: "response" | "event";
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** A place in an opened file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly offset: number;
}

/** TypeScript's server as VS Code starts it, with the plugin that package.json contributes. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #requests = 0;

  constructor() {
    const flags = ["--globalPlugins", "gradlens-typescript-plugin", "--pluginProbeLocations", root];
    const server = resolve("typescript/lib/tsserver.js");
    this.#process = spawn(process.execPath, [server, ...flags, "--disableAutomaticTypingAcquisition"]);
    createInterface(this.#process.stdout!).on("line", (line) => {
      if (!line.startsWith("{")) return;
      const message = JSON.parse(line) as Message;
      if (message.type === "response") this.#waiting.get(message.request_seq!)?.(message);
    });
  }

  open(file: string): void {
    this.#send("open", { file });
  }

  async complaints(file: string): Promise<readonly string[]> {
    const body = await this.#ask("semanticDiagnosticsSync", { file });
    return (body as readonly { readonly text: string }[]).map(({ text }) => text);
  }

  async hover(file: string, at: Place): Promise<{ readonly displayString: string; readonly documentation: string }> {
    const body = await this.#ask("quickinfo", { file, ...at });
    return body as { readonly displayString: string; readonly documentation: string };
  }

  async completions(file: string, at: Place): Promise<readonly string[]> {
    const body = await this.#ask("completionInfo", { file, ...at });
    return (body as { readonly entries: readonly { readonly name: string }[] }).entries.map(({ name }) => name);
  }

  async definition(file: string, at: Place): Promise<readonly string[]> {
    const body = await this.#ask("definition", { file, ...at });
    return (body as readonly { readonly file: string }[]).map((definition) => definition.file);
  }

  dispose(): void {
    this.#process.kill();
  }

  #ask(command: string, options: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(this.#send(command, options), ({ success, message, body }) => {
        if (success) resolve(body);
        else reject(new Error(`${command}: ${message}`));
      });
    });
  }

  #send(command: string, options: object): number {
    this.#requests += 1;
    const request = { seq: this.#requests, type: "request", command, arguments: options };
    this.#process.stdin!.write(`${JSON.stringify(request)}\n`);
    return this.#requests;
  }
}
