import { controlWord } from "../protocol/control.js";
import type { DebugApi, PausedScript, Position, UserFrame, Variable } from "../protocol/debugApi.js";
import type { CdpCallFrame, Paused, WorkerInspector } from "./workerInspector.js";

/** Where a position of generated code stands in the script; null where it is not the script's. Counted from 1. */
export type MapPosition = (url: string, line: number, column: number) => Position | null;

const blackbox = ["/dist/engine/", "/dist/worker/(?!pause\\.js)", "^node:"];

interface RemoteObject {
  readonly type: string;
  readonly description?: string;
  readonly value?: unknown;
}

/**
 * Pausing inside backward: while the stepping flag is set, the observer runs pause.ts at every node. Everything but
 * that file and the script is in the inspector's blackbox, so that stepping out lands on the script's next line.
 */
export class Pausing implements DebugApi {
  readonly #control: Int32Array;

  private constructor(
    readonly inspector: WorkerInspector,
    control: SharedArrayBuffer,
    readonly mapPosition: MapPosition,
  ) {
    this.#control = new Int32Array(control);
  }

  static async begin(inspector: WorkerInspector, control: SharedArrayBuffer, mapPosition: MapPosition) {
    await inspector.send("Runtime.enable");
    await inspector.send("Debugger.enable");
    await inspector.send("Debugger.setBlackboxPatterns", { patterns: blackbox });
    return new Pausing(inspector, control, mapPosition);
  }

  pauseAtNextNode(): Promise<PausedScript> {
    this.#setStepping(1);
    return this.#next();
  }

  async stepNode(): Promise<PausedScript> {
    this.#setStepping(1);
    return this.#go("Debugger.resume");
  }

  async stepOut(): Promise<PausedScript> {
    this.#setStepping(0);
    return this.#go("Debugger.stepOut");
  }

  async resume(): Promise<void> {
    this.#setStepping(0);
    await this.inspector.send("Debugger.resume");
  }

  async locals(frame: string): Promise<readonly Variable[]> {
    const found = this.inspector.paused?.callFrames.find(({ callFrameId }) => callFrameId === frame);
    const scopes = found?.scopeChain.filter(({ type }) => type === "local" || type === "block") ?? [];
    const variables: Variable[] = [];
    for (const { object } of scopes) {
      const { result } = (await this.inspector.send("Runtime.getProperties", {
        objectId: object.objectId,
        ownProperties: true,
      })) as { result: readonly { name: string; value?: RemoteObject }[] };
      for (const { name, value } of result) if (value) variables.push({ name, value: describe(value) });
    }
    return variables;
  }

  async evaluate(frame: string, expression: string): Promise<string> {
    const { result, exceptionDetails } = (await this.inspector.send("Debugger.evaluateOnCallFrame", {
      callFrameId: frame,
      expression,
    })) as { result: RemoteObject; exceptionDetails?: object };
    if (exceptionDetails) throw new Error(describe(result));
    return describe(result);
  }

  #setStepping(on: 0 | 1): void {
    Atomics.store(this.#control, controlWord.stepping, on);
  }

  async #go(method: string): Promise<PausedScript> {
    const next = this.#next();
    await this.inspector.send(method);
    return next;
  }

  async #next(): Promise<PausedScript> {
    return this.#pausedScript(await this.inspector.nextPause());
  }

  #pausedScript({ callFrames }: Paused): PausedScript {
    return { frames: callFrames.flatMap((frame) => this.#userFrame(frame)) };
  }

  #userFrame({ callFrameId, functionName, location }: CdpCallFrame): readonly UserFrame[] {
    const url = this.inspector.urlOf(location.scriptId);
    const position = this.mapPosition(url, location.lineNumber + 1, location.columnNumber + 1);
    return position ? [{ id: callFrameId, name: functionName, position }] : [];
  }
}

function describe({ type, description, value }: RemoteObject): string {
  return description ?? (type === "undefined" ? type : JSON.stringify(value));
}
