import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("The extension", () => {
  it("is there and activates, without an error in the console", async () => {
    const extension = vscode.extensions.getExtension("gradlens.gradlens");
    assert.ok(extension, "VS Code does not know gradlens.gradlens");
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
