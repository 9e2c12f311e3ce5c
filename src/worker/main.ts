import { workerData, type MessagePort } from "node:worker_threads";
import { setObserver } from "../engine/observer.js";
import { controlWord } from "../protocol/control.js";
import { encodeEntry, frameKind, type JsonEntry } from "../protocol/frames.js";
import { RingWriter } from "../protocol/ring.js";
import type { WorkerData } from "../protocol/workerData.js";
import { recordConsole } from "./consoleRecords.js";
import { installHooks } from "./hooks.js";
import { liveTensors } from "./liveTensors.js";
import { pause } from "./pause.js";
import { Recorder } from "./recorder.js";
import { runAsMain } from "./runAsMain.js";
import { scriptGlobal } from "./scriptGlobal.js";
import { threwEntry } from "./threwEntry.js";
import { TopologyTable } from "./topologies.js";

const longestFrame = 2 ** 16;

const data = workerData as WorkerData<MessagePort>;
const control = new Int32Array(data.control);
const ring = new RingWriter(data.ring);
const write = (entry: JsonEntry): void => ring.write(frameKind.json, encodeEntry(entry));

recordConsole((stream, bytes) => {
  // Parts that the ring can hold, so that the reader need not put a long text together.
  for (let at = 0; at < bytes.length; at += longestFrame) {
    ring.write(frameKind[stream], bytes.subarray(at, at + longestFrame));
  }
});
const exit = process.exit.bind(process);
process.exit = (...code) => {
  // Throws for what is no code, as Node's own would.
  if (code.length > 0) process.exitCode = code[0] ?? undefined;
  write({ kind: "exiting" });
  return exit();
};
process.argv = [process.execPath, data.file, ...data.args];
process.setSourceMapsEnabled(true);
// The script's own frames stand below those of the engine.
Error.stackTraceLimit = 50;

const topologies = new TopologyTable(write);
const recorder = new Recorder({
  topologies,
  writePass: (bytes) => ring.write(frameKind.pass, bytes),
  nodeDone: () => {
    if (Atomics.load(control, controlWord.stepping) === 1) pause();
  },
});
setObserver(recorder);
process.on("uncaughtExceptionMonitor", (thrown) => write(threwEntry(thrown, recorder)));
Object.defineProperty(globalThis, data.loader.globalNames[0]!, { value: scriptGlobal(topologies) });
Object.defineProperty(globalThis, Symbol.for("gradlens.liveTensors"), { value: liveTensors });
installHooks(data.loader);

Atomics.wait(control, controlWord.started, 0);
await runAsMain(data.url);
