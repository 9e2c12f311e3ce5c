// Runs the suites inside a real VS Code and prints mocha's report: the desktop one where it can be had, otherwise
// code-server in headless Chromium, which is the same workbench and the same extension host.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests, SilentReporter } from "@vscode/test-electron";
import { countTests } from "../../scripts/countTests.mjs";
import { findChromium } from "../../scripts/findChromium.mjs";
import { runTestsAskingForTrust } from "./runTestsAskingForTrust.mjs";
import { runTestsOfPackage } from "./runTestsOfPackage.mjs";
import { setUpHost } from "./setUpHost.mjs";
import { writeSettings } from "./writeSettings.mjs";

const here = import.meta.dirname;
const root = path.resolve(here, "../..");
const screenshots = path.join(here, "screenshots");

/** Resolves with the numbers of tests that passed and failed; `grep` is a pattern of their names. */
export async function runHost(grep) {
  const vscodeExecutablePath = (await desktop()) ?? browser();
  mkdirSync(screenshots, { recursive: true });
  const starts = { trusted: runTests, restricted: runTestsAskingForTrust };
  const total = { passed: 0, failed: 0 };
  for (const [name, start] of Object.entries(starts)) {
    const { passed, failed } = await runSuites(name, start, vscodeExecutablePath, grep);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

/** As `runHost`, for the suites of the packaged extension. */
export async function runPackageHost(grep) {
  return await runSuites("package", runTestsOfPackage, (await desktop()) ?? browser(), grep);
}

/** Runs suites that are no tests, by the name of their bundle. */
export async function runBundle(name, grep) {
  const vscodeExecutablePath = (await desktop()) ?? browser();
  mkdirSync(screenshots, { recursive: true });
  return await runSuites(name, runTests, vscodeExecutablePath, grep);
}

/** Starts VS Code with the suites that scripts/build.mjs has put into the bundle `name`. */
async function runSuites(name, start, vscodeExecutablePath, grep) {
  const dir = mkdtempSync(path.join(tmpdir(), "gradlens-"));
  const report = path.join(dir, "report.txt");
  const log = path.join(root, `build/host/${name}.log`);
  rmSync(log, { force: true });
  const port = await freePort();
  writeSettings(path.join(dir, "user"), {
    "workbench.colorTheme": "Dark 2026",
    "security.workspace.trust.startupPrompt": "never",
  });
  const workspace = path.join(dir, "workspace");
  cpSync(path.join(here, "workspace"), workspace, { recursive: true });
  try {
    await start({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, `build/host/${name}.cjs`),
      launchArgs: [
        workspace,
        `--user-data-dir=${path.join(dir, "user")}`,
        `--extensions-dir=${path.join(dir, "extensions")}`,
        `--remote-debugging-port=${port}`,
      ],
      extensionTestsEnv: {
        GRADLENS_REPORT: report,
        GRADLENS_LOG: log,
        GRADLENS_CDP: `http://127.0.0.1:${port}`,
        ...(grep === undefined ? {} : { GRADLENS_GREP: grep }),
        ...(process.stdout.isTTY ? { GRADLENS_COLOR: "1" } : {}),
      },
    });
    return printReport(report);
  } catch (error) {
    const { passed, failed } = printReport(report);
    console.error(`${error} What VS Code said is in ${path.relative(process.cwd(), log)}.`);
    return { passed, failed: Math.max(failed, 1) };
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The desktop VS Code of code-server's version: as downloaded earlier, or now; undefined where it cannot be had or shown. */
async function desktop() {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version: "1.139.1", timeout: 5000, reporter: new SilentReporter() });
  } catch (error) {
    console.error(`The desktop VS Code cannot be downloaded (${error.message}); trying the one in the browser.`);
    return undefined;
  }
}

function browser() {
  setUpHost();
  process.env.GRADLENS_CHROMIUM = findChromium();
  return path.join(here, "vscodeShim.mjs");
}

/** VS Code takes a port and does not say which one it took for 0. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function printReport(file) {
  if (!existsSync(file)) {
    console.error("VS Code ended before the suites began: there is no report.");
    return { passed: 0, failed: 0 };
  }
  const report = readFileSync(file, "utf8");
  console.log(report);
  return countTests(report);
}
