import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSetting } from "../../src/extension/checkSetting.js";
import { settingDefaults, type Settings } from "../../src/extension/contributions.js";

type Name = keyof Settings;

const senseless: readonly (readonly [name: Name, value: unknown, complaint: RegExp])[] = [
  [
    "gradlens.timeout",
    -1,
    /^gradlens\.timeout is -1, but has to be a number of seconds, 0 to 1000000\. The default, 0, is/,
  ],
  ["gradlens.timeout", "soon", /^gradlens\.timeout is "soon", but has to be a number/],
  ["gradlens.timeout", null, /is null/],
  ["gradlens.memoryLimit", 1.5, /is 1\.5, but has to be a whole number of MB, 0 to 1000000/],
  ["gradlens.memoryLimit", "1 GB", /is "1 GB"/],
  [
    "gradlens.recordingBudget",
    15,
    /is 15, but has to be a whole number of MB, 16 to 65536\. The default, 256, is used/,
  ],
  ["gradlens.recordingBudget", [256], /is \[256\]/],
  ["gradlens.timeout", 1e9, /is 1000000000, but has to be a number of seconds, 0 to 1000000\./],
  ["gradlens.codeLens", "off", /is "off", but has to be true or false\. The default, true, is used/],
  ["gradlens.runOnSave", 1, /is 1, but has to be true or false\. The default, false, is used/],
  ["gradlens.runtimeExecutable", 20, /is 20, but has to be the path of a program\. It is taken for empty\.$/],
];

interface Property {
  readonly type: "string" | "boolean" | "integer" | "number";
  readonly minimum?: number;
  readonly maximum?: number;
}

describe("checkSetting", () => {
  for (const [name, value, complaint] of senseless) {
    it(`takes the default for ${name}: ${JSON.stringify(value)}, and says so`, () => {
      const checked = checkSetting(name, value);
      assert.equal(checked.value, settingDefaults[name]);
      assert.match(checked.complaint ?? "", complaint);
    });
  }

  const manifest = JSON.parse(readFileSync(join(process.env["GRADLENS_ROOT"]!, "package.json"), "utf8")) as {
    contributes: { configuration: { properties: Readonly<Record<string, Property>> } };
  };
  for (const name of Object.keys(settingDefaults) as Name[]) {
    it(`takes for ${name} what package.json lets through`, () => {
      const { type, minimum = 0, maximum = 0 } = manifest.contributes.configuration.properties[name]!;
      const { accepted, refused } = {
        string: { accepted: ["", "/usr/bin/node"], refused: [null] },
        boolean: { accepted: [true, false], refused: ["true"] },
        integer: { accepted: [minimum, minimum + 1, maximum], refused: [minimum - 1, maximum + 1, minimum + 0.5] },
        number: { accepted: [minimum, minimum + 0.5, maximum], refused: [minimum - 1, maximum + 1] },
      }[type];
      for (const value of [settingDefaults[name], ...accepted]) {
        assert.deepEqual(checkSetting(name, value), { value, complaint: null });
      }
      for (const value of refused) assert.notEqual(checkSetting(name, value).complaint, null);
    });
  }
});
