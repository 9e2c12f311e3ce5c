#!/usr/bin/env node
// Looks like the VS Code executable to @vscode/test-electron: takes the same arguments, opens code-server in headless
// Chromium, and exits with the code of the tests. Chromium's debugger port is the one that desktop VS Code would open,
// so that the suites drive either in the same way.
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format, parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { startChromium } from "./startChromium.mjs";
import { startCodeServer } from "./startCodeServer.mjs";

const limitInMinutes = 15;

const string = { type: "string" };
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: string,
    extensionTestsPath: string,
    "user-data-dir": string,
    "extensions-dir": string,
    "remote-debugging-port": string,
    "disable-workspace-trust": { type: "boolean", default: false },
  },
});

const dir = mkdtempSync(path.join(tmpdir(), "gradlens-host-"));
const started = [];
let ending = false;
process.on("SIGINT", () => void end(130));
process.on("SIGTERM", () => void end(143));
// Without this an extension host that dies would be waited for: nobody then tells the exit code.
setTimeout(() => {
  console.error(`VS Code did not end within ${limitInMinutes} minutes.`);
  void end(124);
}, limitInMinutes * 60_000).unref();

try {
  const port = values["remote-debugging-port"] ?? "0";
  const browser = await start(startChromium({ executable: process.env.GRADLENS_CHROMIUM, dir, port }));
  const [userDataDir, extensionsDir] = [values["user-data-dir"], values["extensions-dir"]];
  // Without this option the payload in the workbench's address is silently ignored.
  const options = ["enable-smoke-test-driver"];
  const asksForTrust = !values["disable-workspace-trust"];
  const server = await start(startCodeServer({ dir, userDataDir, extensionsDir, asksForTrust, options }));
  await openWorkbench(browser, server);
} catch (error) {
  if (!ending) console.error(error);
  await end(1);
}

/** Whatever starts is known to `end` from then on, so that an interrupt leaves no process behind. */
async function start(starting) {
  started.push(starting);
  const it = await starting;
  if (ending) throw new Error("The tests were interrupted.");
  return it;
}

async function end(code) {
  if (ending) return;
  ending = true;
  for (const starting of started.reverse())
    await starting.then(
      ({ stop }) => stop(),
      () => {},
    );
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

async function openWorkbench(browser, server) {
  const context = (await chromium.connectOverCDP(browser.endpoint)).contexts()[0];
  const page = context.pages()[0];
  await page.setViewportSize({ width: 1400, height: 900 });
  page.on("crash", () => {
    console.error("The workbench's page crashed.");
    void end(1);
  });
  await page.exposeFunction("codeAutomationLog", (_type, args) =>
    appendFileSync(process.env.GRADLENS_LOG, `${format(...args)}\n`),
  );
  await page.exposeFunction("codeAutomationExit", (code) => void end(code));
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
  const address = new URL(server.origin);
  address.searchParams.set("folder", path.resolve(positionals[0]));
  const payload = ["extensionDevelopmentPath", "extensionTestsPath"].map((key) => [key, remote(values[key])]);
  address.searchParams.set("payload", JSON.stringify(payload));
  await page.goto(address.href, { waitUntil: "commit" });
}
