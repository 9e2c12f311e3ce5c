import assert from "node:assert/strict";
import { settingDefaults } from "../../src/extension/contributions.js";
import { runLimits } from "../../src/extension/runLimits.js";

const gigabyte = 1024 ** 3;

describe("runLimits", () => {
  it("takes half of a small machine's memory by default", () => {
    assert.equal(runLimits(settingDefaults, 4 * gigabyte).memoryMB, 2048);
  });

  it("takes 4 GB of a large machine's memory by default", () => {
    assert.equal(runLimits(settingDefaults, 64 * gigabyte).memoryMB, 4096);
  });

  it("sets no time limit by default, and records up to 256 MB", () => {
    const { timeoutSeconds, recordingBytes } = runLimits(settingDefaults, gigabyte);
    assert.deepEqual({ timeoutSeconds, recordingBytes }, { timeoutSeconds: null, recordingBytes: 256 * 1024 * 1024 });
  });

  it("takes what is set", () => {
    const settings = { "gradlens.memoryLimit": 9000, "gradlens.timeout": 1.5, "gradlens.recordingBudget": 16 };
    const limits = { memoryMB: 9000, timeoutSeconds: 1.5, recordingBytes: 16 * 1024 * 1024 };
    assert.deepEqual(runLimits(settings, gigabyte), limits);
  });
});
