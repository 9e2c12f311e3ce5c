import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { readCases } from "./support/oracle.js";
import { checkOracleCase, outcomeOf } from "./support/oracleCase.js";
import type { Answer } from "./support/oracleSchema.js";
import { formsOf, homeOf, isApart, isHere, methodCall, namedCall, namesOf, signatures } from "./support/signatures.js";

type Callable = (...args: readonly unknown[]) => unknown;

/** Functions of `torch` that are those of `nn.functional`, where they take more, and one that counts by its first argument. */
const wider = [
  "celu",
  "selu",
  "threshold",
  "max_pool1d",
  "max_pool2d",
  "max_pool3d",
  "special.log_softmax",
  "Tensor.to",
];

interface Subject {
  readonly title: string;
  readonly call: Callable;
  readonly names: readonly string[];
  /** How many arguments it takes in order; null if any number. */
  readonly most: number | null;
}

const subjects: readonly Subject[] = Object.entries(signatures).flatMap(([home, functions]) =>
  Object.keys(functions).flatMap((name) => {
    const forms = formsOf(home, name);
    const title = `${home}.${name}`;
    if (isApart(title) || forms.length === 0) return [];
    const places = forms.map(({ positional, isOpen }) =>
      isOpen ? null : positional.filter((one) => isHere(name, one)).length,
    );
    return {
      title,
      call: callOf(home, name),
      names: namesOf(home, name),
      most:
        places.includes(null) || wider.some((one) => title === `torch.${one}`) ? null : Math.max(...places.map(Number)),
    };
  }),
);

function callOf(home: string, name: string): Callable {
  if (home !== "torch.Tensor") return homeOf(home)[name] as Callable;
  return (...args) => (torch.ones(2, 2) as unknown as Readonly<Record<string, Callable>>)[name]!(...args);
}

describe("arguments by name", () => {
  for (const { title, call, names } of subjects) {
    it(`are PyTorch's in ${title}, and one that is misspelt names the nearest`, () => {
      for (const name of names) {
        const misspelt = `${name}${name.at(-1)}`;
        assert.throws(() => call({ [misspelt]: 1 }), {
          name: "TypeError",
          message: new RegExp(`got an unexpected keyword argument '${misspelt}' \\(did you mean '${name}'\\?\\)`),
        });
      }
    });
  }
});

describe("arguments for which there is no parameter", () => {
  for (const { title, call, most } of subjects) {
    if (most === null) continue;
    it(`are refused by ${title}`, () => {
      const given = Array.from({ length: most }, () => torch.ones(2));
      assert.throws(() => call(...given, 7), {
        name: "TypeError",
        message: /takes \d+ positional arguments? but \d+ were given/,
      });
      assert.throws(() => call(...given, { misspelt: 7 }), {
        name: "TypeError",
        message: /unexpected keyword argument/,
      });
    });
  }
});

/** Of each function a case for every number of arguments and every set of names. */
const cases = new Map<string, Answer>();
for (const oracle of readCases("ops-public.jsonl")) {
  if (!("outputs" in oracle) || outcomeOf(oracle).kind !== "passed") continue;
  for (const one of [namedCall(oracle), methodCall(oracle)])
    if (one !== null) cases.set(`${one.call}(${Object.keys(one.kwargs).join(", ")})`, one);
}

describe("a call by name", () => {
  for (const [call, oracle] of cases) {
    it(`means in ${call} what it means in order`, () => {
      checkOracleCase(oracle);
    });
  }

  it("is tried hundreds of times", () => {
    assert.ok(cases.size > 900);
  });
});
