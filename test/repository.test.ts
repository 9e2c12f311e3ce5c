import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = process.env["GRADLENS_ROOT"] ?? "";

/** What git has, and what it would take. */
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root })
  .toString()
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(root, file)));

const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** The npm and Yarn registries, their mirrors, and whatever calls itself one. */
const registryHost = /\bregistry\.[\w-]+\.[a-z]+|\bnpm(js|mirror)\.(org|com)|\byarnpkg\.com|\bnpm\.pkg\.github\.com/;

interface Entry {
  readonly integrity?: string;
  readonly resolved?: string;
  /** A folder of this repository, that `resolved` names. */
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("The repository", () => {
  const locks = files.filter((file) => path.basename(file) === "package-lock.json");

  it("has the lock files of the extension and of the test host", () => {
    assert.deepEqual(locks, ["package-lock.json", "test/host/package-lock.json"]);
  });

  for (const lock of locks) {
    const { packages } = JSON.parse(read(lock)) as { packages: Readonly<Record<string, Entry>> };

    it(`names no download address in ${lock}`, () => {
      const named = Object.values(packages).filter(({ resolved, link }) => resolved !== undefined && link !== true);
      assert.deepEqual(named, []);
    });

    it(`has a checksum for every package in ${lock}`, () => {
      const downloaded = Object.entries(packages).filter(([at, { link }]) => at.startsWith("node_modules/") && !link);
      const without = downloaded.filter(([, { integrity }]) => integrity === undefined);
      assert.deepEqual(without, []);
    });

    // `npm install` leaves out what it could not find for another platform, and `npm ci` then refuses everywhere.
    it(`has an entry for every optional dependency in ${lock}`, () => {
      const named = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
        Object.keys(optionalDependencies),
      );
      const missing = named.filter((name) => !Object.keys(packages).some((at) => at.endsWith(`node_modules/${name}`)));
      assert.deepEqual(missing, []);
    });
  }

  it("names no registry's host in any file", () => {
    assert.deepEqual(
      files.filter((file) => registryHost.test(read(file))),
      [],
    );
  });

  for (const address of ["https://registry." + "example.org", "registry.npmjs" + ".org", "npm.pkg" + ".github.com"]) {
    it(`would notice ${address}`, () => assert.match(address, registryHost));
  }
});
