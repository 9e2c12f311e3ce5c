import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FrameLocator, Locator } from "playwright-core";
import * as vscode from "vscode";
import type { Workbench } from "./workbench.js";

/** One of the scripts that ship with GradLens. */
export function example(name: string): string {
  return path.join(process.env["GRADLENS_ROOT"] ?? "", "examples", name);
}

/** A script in a folder of its own, outside of the workspace. */
export function writeScript(name: string, text: string): string {
  const file = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), "gradlens-script-"))), name);
  writeFileSync(file, text);
  return file;
}

/** Opens a script, runs it from the palette, and waits until its console has the last line. */
export async function runToEnd(workbench: Workbench, file: string): Promise<vscode.TextEditor> {
  const editor = await workbench.openFile(file);
  // What an earlier run printed must not be taken for this one's.
  await vscode.commands.executeCommand("workbench.output.action.clearOutput");
  await vscode.commands.executeCommand("workbench.action.closePanel");
  await workbench.palette("GradLens: Run File");
  await waitForOutput(workbench, / recorded\]/);
  return editor;
}

/** Rests the mouse on `text` as soon as the lenses of the run have moved the lines to where they stay. */
export async function hoverAfterRun(workbench: Workbench, text: string, line: string): Promise<Locator> {
  const { page } = workbench;
  const lens = page.locator(".codelens-decoration a", { hasText: "pass" });
  await lens.filter({ visible: true }).first().waitFor();
  return workbench.hoverOver(text, line);
}

/** Goes to a pass, counted from 1, from the palette. */
export async function goToPass({ page, palette }: Workbench, pass: number): Promise<void> {
  await palette("GradLens: Go to Pass…");
  const box = page.locator(".quick-input-widget", { hasText: "The number of a backward pass" });
  await box.locator("input[type=text]").fill(String(pass));
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
}

/** Shows the view Gradients, alone in its side bar as far as a person can have that. */
export async function showGradients(workbench: Workbench): Promise<FrameLocator> {
  await workbench.palette("GradLens: Show Gradients");
  const view = await workbench.webview("Gradients");
  // It gives the keyboard to the view a moment after it has shown it: whoever opens the palette before that loses it again.
  await workbench.page.waitForFunction(viewHasKeyboard);
  // VS Code gives most of the side bar to its own advice, which a person folds.
  const advice = workbench.page.locator(
    '.pane-header.expanded[aria-label^="Run Section"], .pane-header.expanded[aria-label="Run"]',
  );
  if ((await advice.count()) > 0) await advice.first().click();
  return view;
}

declare const document: { readonly activeElement: { matches(selector: string): boolean } | null };

function viewHasKeyboard(): boolean {
  return document.activeElement?.matches("iframe.webview") ?? false;
}

/** Shows the panel GradLens Graph, and gives its document once a pass is in it. */
export async function showGraph(workbench: Workbench): Promise<FrameLocator> {
  await workbench.palette("GradLens: Show Graph");
  const graph = await workbench.webview("GradLens Graph");
  // The tree is there before the pass has been read, and has no answer to keys until then.
  await graph.getByRole("treeitem").first().waitFor();
  return graph;
}

/** Brings the line that contains `text` into view: what is elsewhere is not on the page. */
export function revealText(editor: vscode.TextEditor, text: string): void {
  const at = editor.document.positionAt(editor.document.getText().indexOf(text));
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
}

/** Waits for a line of the output channel; the editor renders its spaces as others. */
export async function waitForOutput({ page }: Workbench, line: RegExp): Promise<void> {
  const hasText = new RegExp(line.source.replaceAll(" ", "\\s"));
  await page.locator(".part.panel .view-line", { hasText }).first().waitFor();
}

/** The whole text of the output channel, of which the panel shows only a part. */
export function outputText(): string {
  const document = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === "output" && /gradlens/i.test(uri.path),
  );
  if (document === undefined) throw new Error("The output channel is not shown.");
  return document.getText();
}

/** Ends what a test left running or open; of one that failed there is a photograph. */
export async function tidyUp({ page, screenshot }: Workbench, test: Mocha.Test | undefined): Promise<void> {
  if (test?.state === "failed") await screenshot(`failed-${test.fullTitle().replace(/\W+/g, "-")}`);
  await page.keyboard.press("Escape");
  await vscode.commands.executeCommand("gradlens.stop");
  await vscode.commands.executeCommand("workbench.action.closePanel");
  for (const { document } of vscode.window.visibleTextEditors) {
    if (document.isDirty) await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
