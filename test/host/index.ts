// Runs inside VS Code's extension host, which calls `run()` of a bundle that scripts/build.mjs makes of this file and
// some of the suites. The report goes to a file, since the workbench prints its own noise to stdout.
import { appendFileSync } from "node:fs";
import { format } from "node:util";
import * as mochaModule from "mocha";
import { failOnConsoleErrors } from "./failOnConsoleErrors.js";

/** Runs the suites that `load` declares, and rejects if a test failed: VS Code then ends with an exit code. */
export async function runSuites(load: () => void): Promise<void> {
  const report = process.env["GRADLENS_REPORT"];
  if (report === undefined) throw new Error("GRADLENS_REPORT is not set: start the suites with `npm test -- host`.");
  // Node before 22.12 gives mocha itself, later ones the module with mocha as its default.
  const Mocha = "default" in mochaModule ? mochaModule.default : mochaModule;
  Mocha.reporters.Base.consoleLog = (...line: unknown[]) => appendFileSync(report, `${format(...line)}\n`);
  const mocha = new Mocha({
    ui: "bdd",
    reporter: "spec",
    color: process.env["GRADLENS_COLOR"] === "1",
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
  });
  const grep = process.env["GRADLENS_GREP"];
  if (grep !== undefined) mocha.grep(new RegExp(grep));
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  load();
  mocha.suite.eachTest(failOnConsoleErrors);
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} of the tests in VS Code failed.`);
}
