import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { set_printoptions } from "../../src/engine/index.js";
import { differenceOf } from "./difference.js";
import { here } from "./here.js";
import { sightOf, textOf, type Sight, type Statement } from "./program.js";

interface Kept {
  readonly seed: number;
  readonly program: readonly Statement[];
  /** PyTorch's. */
  readonly answer: Sight;
  /** Why the engine answers otherwise; absent where it has come to answer as PyTorch. */
  readonly open?: string;
}

const file = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/fuzz/found.json");
const kept = JSON.parse(readFileSync(file, "utf8")) as readonly Kept[];

describe("programs on which the engine and PyTorch once differed", () => {
  const { warn } = console;
  before(() => {
    set_printoptions({ profile: "default" });
    console.warn = () => undefined;
  });
  after(() => {
    console.warn = warn;
  });

  kept.forEach(({ seed, program, answer, open }, i) => {
    const last = textOf(program.at(-1)!);
    it(`${open === undefined ? "answers as PyTorch" : "still differs"} on ${i + 1} (seed ${seed}): ${last}`, () => {
      const difference = differenceOf(program, sightOf(here, program), answer);
      if (open === undefined) assert.equal(difference, null, difference?.message);
      else assert.notEqual(difference, null, "it has come to agree: take `open` from this program");
    });
  });
});
