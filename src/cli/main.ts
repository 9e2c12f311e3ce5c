#!/usr/bin/env node
import { statSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RecordingApi, RunEnd, RunState } from "../protocol/api.js";
import { errorDetails } from "../protocol/errorDetails.js";
import { Runners } from "../run/runners.js";
import { asksForHelp, parseArguments, usage, UsageError, type RunArguments } from "./arguments.js";
import { documentText } from "./document.js";
import { LivePrinter } from "./livePrinter.js";
import { gradientTable } from "./table.js";

const exitStatus: { readonly [Status in RunEnd["status"]]: number } = {
  completed: 0,
  failed: 1,
  timeout: 124,
  stopped: 130,
  outOfMemory: 137,
};

const recordingBytes = 256 * 2 ** 20;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (asksForHelp(args)) {
    console.log(usage);
    return 0;
  }
  try {
    return await runScript(parseArguments(args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`gradlens: ${error.message}\n\n${usage}`);
    return 2;
  }
}

async function runScript({
  file,
  json,
  passes,
  scriptArguments,
  timeoutSeconds,
  memoryMB,
}: RunArguments): Promise<number> {
  const script = path.resolve(file);
  const found = statSync(script, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`there is no file ${file}`);
  if (!found.isFile()) throw new UsageError(`${file} is ${found.isDirectory() ? "a folder" : "no file"}`);
  const runners = new Runners(() => ({
    runner: path.join(import.meta.dirname, "runner.js"),
    runtimeExecutable: null,
  }));
  const run = runners.run({
    file: script,
    args: scriptArguments,
    cwd: process.cwd(),
    timeoutSeconds,
    memoryMB,
    recordingBytes,
    debug: false,
  });
  const stop = (): void => void run.stop();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  // Whoever read what we print has closed the pipe (`| head`) and wants no more.
  process.stdout.on("error", stop);
  const printed = json ? null : new LivePrinter(run.recording);
  run.onChange((state) => printed?.print(state));
  await run.start();
  const ended = await run.ended();
  await printed?.finish(run.state);
  if (json) await print(documentText(run.state, ended, run.recording, passes));
  else await printEnd(run.state, ended, run.recording);
  await run.dispose();
  return exitStatus[ended.status];
}

async function print(parts: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(parts), process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

async function printEnd(state: RunState, { status, error, exitCode }: RunEnd, recording: RecordingApi): Promise<void> {
  if (error) {
    const details = errorDetails(error);
    process.stderr.write(`${error.stack}\n${details === null ? "" : `${details}\n`}`);
  }
  if (status !== "completed") {
    process.stderr.write(`gradlens: ${status}${exitCode === null ? "" : ` (exit code ${String(exitCode)})`}\n`);
  }
  const pass = state.passesTotal > 0 ? await recording.readPass(state.passesTotal - 1) : null;
  if (pass?.kind !== "full" || pass.topology === null) {
    if (!pass) process.stderr.write("gradlens: the script called no backward()\n");
    return;
  }
  const topology = await recording.readTopology(pass.topology);
  if (topology) process.stdout.write(`\n${gradientTable(pass, topology, state.passesTotal)}\n`);
}
