import type { RunnerApi, RunnerListener, RunOptions, RunState } from "../protocol/api.js";
import { connect, serve, type Port } from "../protocol/rpc.js";
import { gradientNorms } from "../recording/gradientNorms.js";
import { lossSeries, readFile, readPass, readTopology } from "../recording/queries.js";
import { readLines } from "../recording/consoleStore.js";
import { emptyRecording, type Recording } from "../recording/recording.js";
import { warm } from "./load/transform.js";
import { Notifier } from "./notifier.js";
import type { Pausing } from "./pausing.js";
import { ScriptRun } from "./scriptRun.js";
import { killOwnGroup } from "./stopWorker.js";

const notifyMs = 33;

// What makes Electron a Node is not for the script.
delete process.env["ELECTRON_RUN_AS_NODE"];

const port: Port = {
  post: (message) => process.connected && process.send?.(message, undefined, {}, () => undefined),
  listen: (handler) => void process.on("message", handler),
};
const listener = connect<RunnerListener>(port).remote;
const notifier = new Notifier<RunState>((state) => listener.changed(state), notifyMs);
const warmed = warm();
const nothingYet = emptyRecording(0);
let run: ScriptRun | null = null;
let started: Promise<void> = Promise.resolve();

serve<RunnerApi>(port, {
  run: (options) => (started = start(options)),
  async stop() {
    // A script that is not there yet is not there to be stopped.
    await started;
    await run?.stop();
  },
  async print(stream, bytes) {
    theRun().print(stream, bytes);
    return theRun().state;
  },
  readPass: async (index) => readPass(recording(), index),
  readTopology: async (id) => readTopology(recording(), id),
  lossSeries: async (from, to, points, call) => lossSeries(recording(), from, to, points, call),
  gradientNorms: async (topology, points) => gradientNorms(recording(), topology, points),
  readConsole: async (from) => readLines(recording().console, from),
  readFile: async (file) => readFile(recording(), file),
  pauseAtNextNode: async () => (await pausing()).pauseAtNextNode(),
  stepNode: async () => (await pausing()).stepNode(),
  stepOut: async () => (await pausing()).stepOut(),
  resume: async () => (await pausing()).resume(),
  locals: async (frame) => (await pausing()).locals(frame),
  evaluate: async (frame, expression) => (await pausing()).evaluate(frame, expression),
});

async function start(options: RunOptions): Promise<void> {
  await warmed;
  run = new ScriptRun(options, (state) => notifier.tell(state));
  notifier.tell(run.state);
}

process.on("disconnect", () => void end());

/** The host is gone or wants no more of this run: nothing that the script has started outlives it. */
async function end(): Promise<void> {
  await run?.stop();
  killOwnGroup();
}

/** Who asks before the run has begun asks of nothing: a view is there at once. */
function recording(): Recording {
  return run?.recording ?? nothingYet;
}

async function pausing(): Promise<Pausing> {
  const pausing = await theRun().pausing;
  if (!pausing) throw new Error("This run was not started for debugging.");
  return pausing;
}

function theRun(): ScriptRun {
  if (!run) throw new Error("No script has run.");
  return run;
}
