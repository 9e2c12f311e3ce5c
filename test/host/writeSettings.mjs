import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes the settings of a quiet VS Code, one that asks the network for nothing, into a folder for user data. */
export function writeSettings(userDataDir, settings = {}) {
  mkdirSync(path.join(userDataDir, "User"), { recursive: true });
  writeFileSync(path.join(userDataDir, "User/settings.json"), JSON.stringify({ ...quiet, ...settings }, null, 2));
}

const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.restoreWindows": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "json.schemaDownload.enable": false,
  // The examples are a folder of a repository, and nobody has to decide about that first.
  "git.openRepositoryInParentFolders": "never",
};
