/**
 * Every name that package.json and the code share, in one place. `test/extension/contributions.test.ts` holds it against
 * package.json, so a command, view, setting or context key that is in only one of the two fails.
 */
export const commands = {
  runFile: "gradlens.runFile",
  stop: "gradlens.stop",
  showGraph: "gradlens.showGraph",
  showGradients: "gradlens.showGradients",
  goToPass: "gradlens.goToPass",
  showGradientOf: "gradlens.showGradientOf",
  openExample: "gradlens.openExample",
  setUpTypes: "gradlens.setUpTypes",
} as const;

/** Only for the links in hovers: they take arguments and are not in the palette. */
export const linkCommands = { showInGraph: "gradlens.showInGraph", showHistory: "gradlens.showHistory" } as const;

export const views = { gradients: "gradlens.gradients" } as const;

/** The type of the graph's webview panel. */
export const graphPanelType = "gradlens.graph";

/** What `when` clauses of package.json ask for; `importsGradlens` is said of the active editor's script. */
export const contextKeys = [
  "gradlens.hasRun",
  "gradlens.hasPasses",
  "gradlens.running",
  "gradlens.importsGradlens",
] as const;

export type ContextKeyName = (typeof contextKeys)[number];

/** The settings with their defaults. */
export const settingDefaults = {
  "gradlens.memoryLimit": 0,
  "gradlens.timeout": 0,
  "gradlens.recordingBudget": 256,
  "gradlens.runtimeExecutable": "",
  "gradlens.codeLens": true,
  "gradlens.runOnSave": false,
};

export type Settings = Readonly<typeof settingDefaults>;

export const scriptLanguages = ["typescript", "javascript", "typescriptreact", "javascriptreact"] as const;
