import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "../engine/support/oracle.js";

const page = readFileSync(path.join(process.env["GRADLENS_ROOT"] ?? "", "docs/from-pytorch.md"), "utf8");

/** PyTorch's documented names, by where they stand. */
const { names } = readOracle<{ names: Readonly<Record<string, readonly string[]>> }>("answers/publicNames.json");

describe("What is not there, as the page From PyTorch to GradLens has it,", () => {
  const pytorch = Object.entries(names).flatMap(([home, members]) => members.map((name) => `${home}.${name}`));
  const absent = pytorch.filter((name) => !isThere(name));
  const told = toldAbsent(page);

  it("is told with every documented name of PyTorch that the engine has not", () => {
    const untold = absent.filter((name) => !told.some(({ pattern }) => pattern.test(name)));
    assert.deepEqual(untold, []);
  });

  it("tells of no name that the engine has", () => {
    const there = pytorch.filter((name) => isThere(name) && told.some(({ pattern }) => pattern.test(name)));
    assert.deepEqual(there, []);
  });

  it("tells of no name that PyTorch has not", () => {
    const unknown = told.filter(({ pattern }) => !pytorch.some((name) => pattern.test(name)));
    assert.deepEqual(
      unknown.map(({ name }) => name),
      [],
    );
  });

  it("names instead what there is", () => {
    const instead = told.flatMap((one) => one.instead).filter((name) => !isThere(name));
    assert.deepEqual(instead, []);
  });
});

describe("The reference", () => {
  const index = readFileSync(path.join(process.env["GRADLENS_ROOT"] ?? "", "docs/api/README.md"), "utf8");

  for (const [home, namespace] of Object.entries({
    torch,
    "torch.linalg": torch.linalg,
    "torch.special": torch.special,
    "torch.nn.functional": torch.nn.functional,
  }))
    it(`has whatever a script finds in ${home}`, () => {
      const isTold = (name: string): boolean => ["]", "."].some((end) => index.includes(`[${home}.${name}${end}`));
      assert.deepEqual(
        Object.keys(namespace).filter((name) => !isTold(name)),
        [],
      );
    });
});

/** Members of tensors and modules are those of an instance. */
function isThere(name: string): boolean {
  const at = name.lastIndexOf(".");
  const home = name.slice(0, at);
  if (home === "torch.Tensor") return name.slice(at + 1) in torch.ones(1);
  if (home === "torch.nn.Module") return name.slice(at + 1) in new torch.nn.Identity();
  const namespace = home.split(".").slice(1).reduce<unknown>(memberOf, torch);
  return memberOf(namespace, name.slice(at + 1)) !== undefined;
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null ? (holder as Record<string, unknown>)[name] : undefined;
}

interface Told {
  readonly name: string;
  readonly pattern: RegExp;
  readonly instead: readonly string[];
}

/** The names in the list, with what is there in their place. */
function toldAbsent(text: string): readonly Told[] {
  const lines = text.split("\n").filter((line) => line.startsWith("- **") && line.includes(" _Instead:_ "));
  return lines.flatMap((line) => {
    const [names = "", others = ""] = line.split(" _Instead:_ ");
    const instead = codesOf(others)
      .filter((code) => /^(torch|nn|F|linalg|special|distributions|optim)\.[\w.]+$/.test(code))
      .map(fullName);
    return codesOf(names).map((name) => ({ name, pattern: patternOf(fullName(name)), instead }));
  });
}

function codesOf(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}

function fullName(code: string): string {
  if (code.startsWith("torch.")) return code;
  if (code.startsWith("F.")) return code.replace("F.", "torch.nn.functional.");
  return code.startsWith("Module.") ? `torch.nn.${code}` : `torch.${code}`;
}

function patternOf(name: string): RegExp {
  return new RegExp(`^${name.replaceAll(".", "\\.").replaceAll("*", "\\w*")}$`);
}
