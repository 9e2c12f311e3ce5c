import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findOnPath } from "./findOnPath.mjs";

const packages = "chromium fonts-dejavu-core";
const install = [
  "apt-get update -qq",
  `apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 ${packages}`,
].join(" && ");

/**
 * Where Chromium or Chrome is. If it is nowhere, it is installed where nobody minds, in a container as root or under CI;
 * elsewhere the error names the command.
 */
export function findChromium() {
  const found = find();
  if (found !== undefined) return found;
  const isRoot = process.getuid?.() === 0;
  const command = isRoot ? install : install.replaceAll("apt-get", "sudo apt-get");
  if (!((isRoot && isContainer()) || process.env.CI)) {
    throw new Error(`The tests in VS Code need Chromium. Install it, then run npm test again:\n\n    ${command}\n`);
  }
  console.error(`Installing Chromium: ${command}`);
  const { status } = spawnSync("sh", ["-c", command], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", process.stderr, process.stderr],
  });
  const installed = status === 0 ? find() : undefined;
  if (installed === undefined) throw new Error(`Chromium could not be installed with:\n\n    ${command}\n`);
  return installed;
}

function find() {
  return findOnPath("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
}

function isContainer() {
  return (
    existsSync("/.dockerenv") ||
    existsSync("/run/.containerenv") ||
    /docker|containerd|kubepods|lxc/.test(readFileSync("/proc/1/cgroup", "utf8"))
  );
}
