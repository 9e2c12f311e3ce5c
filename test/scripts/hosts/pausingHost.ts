import { Runners } from "../../../src/run/runners.js";

// A host that has paused a script inside backward, says so, and does nothing more.
const [runner, file] = process.argv.slice(2) as [string, string];
const run = new Runners(() => ({ runner, runtimeExecutable: null })).run({
  file,
  args: [],
  cwd: process.cwd(),
  timeoutSeconds: null,
  memoryMB: 1_024,
  recordingBytes: 2 ** 26,
  debug: true,
});
await run.start();
await run.debugger.pauseAtNextNode();
console.log("ready");
