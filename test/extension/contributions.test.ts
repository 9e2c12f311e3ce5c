import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  commands,
  contextKeys,
  linkCommands,
  scriptLanguages,
  settingDefaults,
  views,
} from "../../src/extension/contributions.js";

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  };
}

const root = process.env["GRADLENS_ROOT"]!;
const read = (file: string): string => readFileSync(join(root, file), "utf8");

describe("package.json", () => {
  const manifest = JSON.parse(read("package.json")) as Manifest;
  const { contributes } = manifest;

  it("contributes exactly the commands that the code registers", () => {
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual(new Set(contributed), new Set(Object.values(commands)));
    for (const command of Object.values(linkCommands)) assert.ok(!contributed.includes(command));
  });

  it("contributes exactly the settings that the code reads, with its defaults", () => {
    const properties = Object.entries(contributes.configuration.properties);
    assert.deepEqual(
      Object.fromEntries(properties.map(([name, property]) => [name, property["default"]])),
      settingDefaults,
    );
  });

  it("says of each setting what it is, where it holds, and where it stands", () => {
    const properties = Object.values(contributes.configuration.properties);
    assert.deepEqual(
      properties.map(({ order }) => order),
      properties.map((_, i) => i + 1),
    );
    for (const { type, scope, markdownDescription, minimum, maximum } of properties) {
      assert.match(String(markdownDescription), /^%setting\.\w+%$/);
      assert.match(String(scope), /^(resource|machine)$/);
      const isNumber = type === "integer" || type === "number";
      assert.equal(typeof minimum === "number" && typeof maximum === "number", isNumber);
    }
  });

  it("contributes exactly the views that the code provides, with icons that exist", () => {
    const contributed = Object.values(contributes.views).flat();
    assert.deepEqual(new Set(contributed.map(({ id }) => id)), new Set(Object.values(views)));
    for (const { icon } of contributed) assert.ok(existsSync(join(root, icon)), icon);
  });

  it("uses no context key that the code does not set, and all that it does", () => {
    const clauses = [
      ...contributes.commands.map(({ enablement }) => enablement ?? ""),
      ...Object.values(contributes.menus).flatMap((menus) => menus.map(({ when }) => when ?? "")),
    ].join(" ");
    const used = new Set(clauses.match(/gradlens\.\w+/g));
    for (const view of Object.values(views)) used.delete(view);
    assert.deepEqual(used, new Set<string>(contextKeys));
  });

  it("shows only commands that it contributes in its menus", () => {
    const known = new Set<string>(Object.values(commands));
    for (const { command } of Object.values(contributes.menus).flat()) assert.ok(known.has(command), command);
  });

  it("activates for the languages that can be run", () => {
    assert.deepEqual(
      manifest.activationEvents,
      scriptLanguages.map((language) => `onLanguage:${language}`),
    );
    for (const { command, enablement } of contributes.commands) {
      if (command !== commands.runFile) continue;
      const pattern = /resourceLangId =~ \/(.+)\//.exec(enablement ?? "")?.[1] ?? "";
      for (const language of scriptLanguages) assert.match(language, new RegExp(pattern));
      assert.doesNotMatch("typescript-something", new RegExp(pattern));
    }
  });

  it("runs nothing in an untrusted workspace", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
  });

  it("has a text in package.nls.json for each of its texts, and no other", () => {
    const used = new Set([...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name));
    assert.deepEqual(used, new Set(Object.keys(JSON.parse(read("package.nls.json")) as object)));
    for (const { title } of contributes.commands) assert.match(title, /^%.*%$/);
  });
});
