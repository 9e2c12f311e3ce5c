import { spawn } from "node:child_process";

/** What `runTests` of @vscode/test-electron does, which always disables workspace trust. */
export function runTestsAskingForTrust(options) {
  const { vscodeExecutablePath, extensionDevelopmentPath, extensionTestsPath, launchArgs, extensionTestsEnv } = options;
  const args = [
    ...launchArgs,
    "--no-sandbox",
    "--disable-gpu-sandbox",
    "--disable-updates",
    "--skip-welcome",
    "--skip-release-notes",
    `--extensionDevelopmentPath=${extensionDevelopmentPath}`,
    `--extensionTestsPath=${extensionTestsPath}`,
  ];
  return new Promise((resolve, reject) => {
    const code = spawn(vscodeExecutablePath, args, { env: { ...process.env, ...extensionTestsEnv }, stdio: "inherit" });
    // Ctrl-C reaches VS Code by itself, and what it leaves has to be tidied up here.
    const wait = () => {};
    process.on("SIGINT", wait);
    code.once("error", reject);
    code.once("close", (status, signal) => {
      process.off("SIGINT", wait);
      if (status === 0) resolve();
      else reject(new Error(`VS Code ended with ${status ?? signal}.`));
    });
  });
}
