import assert from "node:assert/strict";
import { forkOptions } from "../../src/run/forkRunner.js";

const settings = { runner: "/dist/runner.js", runtimeExecutable: null };

describe("the fork of a runner", () => {
  it("makes Electron a Node and keeps the host's own options away", () => {
    const environment = { PATH: "/bin", NODE_OPTIONS: "--inspect-brk=9229" };
    assert.deepEqual(forkOptions(settings, "/usr/share/code/code", environment), {
      execPath: "/usr/share/code/code",
      execArgv: [],
      env: { PATH: "/bin", ELECTRON_RUN_AS_NODE: "1" },
      serialization: "advanced",
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    assert.equal(environment.NODE_OPTIONS, "--inspect-brk=9229");
  });

  it("takes the Node of the setting", () => {
    assert.equal(forkOptions({ ...settings, runtimeExecutable: "/opt/node" }, "/code", {}).execPath, "/opt/node");
  });
});
