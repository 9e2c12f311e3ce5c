// `npm test`: sets up what is missing and runs every test, stage by stage, up to the first that fails. `npm test -- unit`
// runs one stage, and `npm test -- host hover` those of its tests whose names match. Before the first stage there is
// nothing but Node: what comes from a package is imported where it is used.
import { spawn } from "node:child_process";
import path from "node:path";
import { countTests } from "./countTests.mjs";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");
const node = process.execPath;
const program = (file) => path.join(root, "node_modules", file);

const stages = {
  types: () => run(node, program("typescript/bin/tsc"), "-b"),
  async lint() {
    await run(node, program("eslint/bin/eslint.js"), "--max-warnings=0", ".");
    await run(node, program("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", ".");
    await run(node, program("knip/bin/knip.js"), "--no-progress");
  },
  build: () => build(),
  unit: (grep) => runMocha(grep, "build/test/**/*.test.js", "--ignore", "**/*.{process,browser}.test.js"),
  /** Scripts in real runners. */
  processes: (grep) => runMocha(grep, "build/test/**/*.process.test.js"),
  /** The webviews in a real browser. */
  async browser(grep) {
    const { findChromium } = await import("./findChromium.mjs");
    process.env.GRADLENS_CHROMIUM = findChromium();
    return await runMocha(grep, "build/test/**/*.browser.test.js");
  },
  async host(grep) {
    if (isAlone) await build("dist", "host");
    const { runHost } = await import("../test/host/runHost.mjs");
    return await runHost(grep);
  },
  /** The packaged extension, installed in VS Code. */
  async package(grep) {
    if (isAlone) await build("dist", "host");
    const { runPackageHost } = await import("../test/host/runHost.mjs");
    return await runPackageHost(grep);
  },
};

const [chosen, grep] = process.argv.slice(2);
const isAlone = chosen !== undefined;
if (isAlone && !(chosen in stages)) {
  console.error(`There is no stage ${chosen}: npm test -- [${Object.keys(stages).join("|")}] [pattern of names]`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
for (const [name, stage] of Object.entries({ "set up": () => installPackages(root), ...stages })) {
  if (isAlone && name !== chosen && name !== "set up") continue;
  const began = performance.now();
  console.log(`── ${name}`);
  const isGreen = await runStage(stage);
  console.log(`── ${name}: ${isGreen ? "" : "failed, "}${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  if (isGreen) continue;
  process.exitCode = 1;
  break;
}
console.log(`${total.passed} passed, ${total.failed} failed`);

/** A stage throws, or says how many of its tests passed; one that fails counts as a failure even if it has no tests. */
async function runStage(stage) {
  try {
    const counts = await stage(grep);
    if (typeof counts !== "object") return true;
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.passed + counts.failed === 0) throw new Error("There was no test to run.");
    return counts.failed === 0;
  } catch (error) {
    console.error(error.message);
    total.failed += 1;
    return false;
  }
}

function build(...parts) {
  return run(node, path.join(root, "scripts/build.mjs"), ...parts);
}

async function runMocha(grep, ...files) {
  if (isAlone) await build("dist", "test");
  const color = process.stdout.isTTY ? ["--color"] : [];
  const { status, output } = await spawnHere(
    node,
    program("mocha/bin/mocha.js"),
    ...files,
    ...color,
    ...(grep ? ["-g", grep] : []),
  );
  const { passed, failed } = countTests(output);
  if (status !== 0 && failed === 0) throw new Error(`mocha ended with status ${status}`);
  return { passed, failed };
}

async function run(command, ...args) {
  const { status } = await spawnHere(command, ...args);
  if (status !== 0) throw new Error(`${path.basename(args[0])} ended with status ${status}`);
}

/** Shows what the program prints as it comes, and gives it in the end. */
function spawnHere(command, ...args) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ status: code ?? signal, output }));
  });
}
