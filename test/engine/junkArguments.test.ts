import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { captureWarnings } from "./support/captureWarnings.js";
import { assertClear } from "./support/checkAnyCall.js";
import { readCases } from "./support/oracle.js";
import { spelledCall } from "./support/oracleCall.js";
import type { OracleCase } from "./support/oracleSchema.js";
import { Arguments, Unsupported } from "./support/oracleValues.js";
import { homeOf, signatures } from "./support/signatures.js";

type Callable = (...args: readonly unknown[]) => unknown;

/** What a script may pass where it does not belong. */
const junk: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  NaN: () => NaN,
  '"x"': () => "x",
  "{}": () => ({}),
  "[]": () => [],
  "a symbol": () => Symbol("junk"),
  "a function": () => () => null,
  "a ragged array": () => [[1, 2], [3]],
};

/** What stands beside it. */
const others: readonly (() => unknown)[] = [
  () => torch.ones(2, 2, { requires_grad: true }),
  () => 1,
  () => (x: unknown) => x,
];

/** Classes, which JavaScript itself refuses to call, and what would hold on for the calls that follow. */
const apart: readonly string[] = [
  "torch.autograd.graph.GradientEdge",
  "torch.autograd.graph.Node",
  "torch.autograd.forward_ad.enter_dual_level",
];

/** Makes a call with junk in it: it may be answered, or refused in the engine's own words. */
function check(what: string, call: () => unknown): void {
  try {
    const result = call();
    // What holds until the end of a block ends here.
    if (Reflect.has(Object(result) as object, Symbol.dispose)) (result as Disposable)[Symbol.dispose]();
  } catch (error) {
    if (error instanceof Unsupported) return;
    try {
      assertClear(error as Error);
    } catch (cause) {
      throw new Error(`with ${what}`, { cause });
    }
  }
}

function callOf(home: string, name: string): Callable | null {
  if (home !== "torch.Tensor") return homeOf(home)[name] as Callable;
  const self = torch.ones(2, 2);
  const member = (self as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof member === "function" ? (...args) => (member as Callable).apply(self, [...args]) : null;
}

/** The same call in every number of arguments and set of names once. */
function forms(): readonly OracleCase[] {
  const seen = new Map<string, OracleCase>();
  for (const oracle of readCases("ops-public.jsonl")) {
    const form = `${oracle.call} ${oracle.args.length} ${Object.keys(oracle.kwargs).join(" ")}`;
    if (!JSON.stringify(oracle.args).includes('"ref"') && !seen.has(form)) seen.set(form, oracle);
  }
  return [...seen.values()];
}

/** A case's arguments, but for the one at a path. */
class ArgumentsBut extends Arguments {
  constructor(
    dtype: string,
    private readonly but: string,
    private readonly make: () => unknown,
  ) {
    super(dtype);
  }

  override read(...[value, path]: Parameters<Arguments["read"]>): unknown {
    return path === this.but ? this.make() : super.read(value, path);
  }
}

describe("junk in the place of an argument is refused in clear words, or does no harm:", () => {
  for (const [home, functions] of Object.entries(signatures))
    it(`in every function of ${home}`, () => {
      captureWarnings(() => {
        for (const name of Object.keys(functions)) {
          if (apart.includes(`${home}.${name}`)) continue;
          for (const [what, make] of Object.entries(junk)) {
            const tell = (form: string): string => `${form.replace("_", what)} of ${home}.${name}`;
            check(tell("_ alone"), () => callOf(home, name)?.(make()));
            for (const other of others) {
              check(tell("_ first"), () => callOf(home, name)?.(make(), other()));
              check(tell("_ second"), () => callOf(home, name)?.(other(), make()));
            }
          }
        }
      });
    });

  it("in every place of the calls that PyTorch answered", () => {
    captureWarnings(() => {
      for (const oracle of forms())
        for (const [what, make] of Object.entries(junk)) {
          const first = oracle.kind === "function" ? 0 : 1;
          const places = oracle.args.map((_, i) => `args.${i}`).slice(first);
          for (const path of [...places, ...Object.keys(oracle.kwargs).map((name) => `kwargs.${name}`)])
            check(`${what} at ${path} of ${oracle.call}`, () =>
              spelledCall(oracle, new ArgumentsBut(oracle.dtype, path, make))(),
            );
        }
    });
  });

  it("and leaves the engine as it was", () => {
    assert.equal(torch.get_default_dtype(), torch.float32);
    assert.ok(torch.is_grad_enabled());
  });
});
