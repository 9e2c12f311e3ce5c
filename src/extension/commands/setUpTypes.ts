import { dirname, join } from "node:path";
import { FileType, Uri, window, workspace } from "vscode";

/** Where TypeScript looks for the declarations of a package that is not installed. */
const declarationsFolder = "node_modules/@types/gradlens";

/**
 * Writes the declarations of gradlens into the folder of `script`, for a TypeScript that loads no plugins and for tsc on
 * the command line. Only when asked: a folder is its owner's.
 */
export async function setUpTypes(extensionUri: Uri, script: Uri | undefined): Promise<void> {
  const folder = script === undefined ? workspace.workspaceFolders?.[0]?.uri : folderOf(script);
  if (folder === undefined) return void window.showErrorMessage("GradLens: Open a folder or a script first.");
  const target = Uri.joinPath(folder, declarationsFolder);
  await workspace.fs.copy(Uri.joinPath(extensionUri, "dist/declarations"), target, { overwrite: true });
  const manifest = { name: "@types/gradlens", version: "0.0.0", private: true, types: "index.d.ts", type: "module" };
  await workspace.fs.writeFile(Uri.joinPath(target, "package.json"), Buffer.from(JSON.stringify(manifest, null, 2)));
  const where = `${folder.fsPath}: ${declarationsFolder}`;
  void window.showInformationMessage(
    `GradLens: The types of gradlens are in ${where}. After an update, set them up again.`,
  );
}

/** Whether TypeScript finds gradlens from `script` without a plugin. */
export async function hasTypes(script: Uri): Promise<boolean> {
  for (let folder = dirname(script.fsPath); ; folder = dirname(folder)) {
    if (await isFolder(join(folder, "node_modules/gradlens"))) return true;
    if (await isFolder(join(folder, declarationsFolder))) return true;
    if (folder === dirname(folder)) return false;
  }
}

function folderOf(script: Uri): Uri | undefined {
  if (script.scheme !== "file") return undefined;
  return workspace.getWorkspaceFolder(script)?.uri ?? Uri.joinPath(script, "..");
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(Uri.file(file))).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
