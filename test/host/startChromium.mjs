import { spawn } from "node:child_process";
import path from "node:path";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--disable-component-update",
  "--disable-background-networking",
  "--no-first-run",
  "--no-default-browser-check",
];

/** Starts headless Chromium, which listens for debuggers on `port` of this machine (0: any), and resolves as it does. */
export async function startChromium({ executable, dir, port }) {
  const browser = spawn(
    executable,
    [...flags, `--user-data-dir=${path.join(dir, "chromium")}`, `--remote-debugging-port=${port}`, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise((resolve) => browser.once("close", resolve));
  const endpoint = await debuggerEndpoint(browser);
  return {
    endpoint,
    async stop() {
      browser.kill("SIGKILL");
      await ended;
    },
  };
}

function debuggerEndpoint(browser) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      const endpoint = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (endpoint === undefined) return;
      browser.stderr.off("data", read).resume();
      resolve(endpoint);
    };
    browser.stderr.on("data", read);
    browser.once("error", reject);
    browser.once("close", () => reject(new Error(`${browser.spawnfile} ended before it listened:\n${output}`)));
  });
}
