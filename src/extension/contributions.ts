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
} as const;

/** Only for links in hovers: it takes arguments and is not in the palette. */
export const showInGraphCommand = "gradlens.showInGraph";

export const views = { gradients: "gradlens.gradients" } as const;

/** The type of the graph's webview panel. */
export const graphPanelType = "gradlens.graph";

/** The values that `when` clauses of package.json ask for. */
export interface ContextKeys {
  readonly "gradlens.hasRun": boolean;
  readonly "gradlens.hasPasses": boolean;
  readonly "gradlens.running": boolean;
  /** The active editor's script imports gradlens. */
  readonly "gradlens.importsGradlens": boolean;
}

export const contextKeys: { readonly [K in keyof ContextKeys]: K } = {
  "gradlens.hasRun": "gradlens.hasRun",
  "gradlens.hasPasses": "gradlens.hasPasses",
  "gradlens.running": "gradlens.running",
  "gradlens.importsGradlens": "gradlens.importsGradlens",
};

/** The settings with their defaults. */
export const settingDefaults = {
  "gradlens.memoryLimit": 0,
  "gradlens.timeout": 0,
  "gradlens.recordingBudget": 256,
  "gradlens.runtimeExecutable": "",
};

export type Settings = Readonly<typeof settingDefaults>;

export const scriptLanguages = ["typescript", "javascript", "typescriptreact", "javascriptreact"] as const;
