import type { ChildProcess } from "node:child_process";
import type { RunOptions } from "../protocol/api.js";
import { forkRunner, type RunnerSettings } from "./forkRunner.js";
import { killGroup, Run } from "./run.js";

/** Makes runs, each on a runner of its own; a spare one can be kept warm, so that the next run starts at once. */
export class Runners {
  #spare: { readonly runner: ChildProcess; readonly key: string } | undefined;

  constructor(readonly settings: () => RunnerSettings) {}

  warm(): void {
    const settings = this.settings();
    const key = JSON.stringify(settings);
    if (this.#spare?.key === key && isAlive(this.#spare.runner)) return;
    this.dispose();
    const runner = forkRunner(settings);
    runner.on("error", () => undefined);
    this.#spare = { runner, key };
  }

  run(options: RunOptions): Run {
    this.warm();
    const { runner } = this.#spare!;
    this.#spare = undefined;
    return new Run(options, runner);
  }

  dispose(): void {
    if (this.#spare) killGroup(this.#spare.runner);
    this.#spare = undefined;
  }
}

function isAlive(runner: ChildProcess): boolean {
  return runner.connected && runner.exitCode === null;
}
