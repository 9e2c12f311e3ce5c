import * as v from "valibot";
import type { NormSeries, Pass, Series, Topology } from "../src/protocol/api.js";
import type { Attribute } from "../src/protocol/entry.js";
import type { ViewState } from "../src/protocol/view.js";

// What arrives from the extension is checked before anything is drawn from it.

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
// A tensor may hold NaN and infinities, which a number of valibot is not.
const anyNumber = v.custom<number>((x) => typeof x === "number");
const numbers = v.array(anyNumber);
const maybeNumber = v.nullable(anyNumber);
const range = { line: v.number(), column: v.number(), endLine: v.number(), endColumn: v.number() };
const site = v.object({ file: v.string(), ...range });

// One function instead of a schema for each part: graphs have thousands of nodes.
const attributes = v.custom<Readonly<Record<string, Attribute>>>(
  (x) => typeof x === "object" && x !== null && !Array.isArray(x) && isAttribute(x),
);

const summary = v.object({
  shape: numbers,
  min: maybeNumber,
  max: maybeNumber,
  mean: maybeNumber,
  std: maybeNumber,
  norm: maybeNumber,
  counts: v.object({
    negInf: index,
    neg: index,
    zero: index,
    pos: index,
    posInf: index,
    nan: index,
  }),
  data: v.exactOptional(numbers),
  histogram: v.exactOptional(numbers),
});

const passHead = { index, topology: v.nullable(index), loss: maybeNumber, failed: v.boolean(), site: v.nullable(site) };

const pass = v.variant("kind", [
  v.object({
    kind: v.literal("full"),
    ...passHead,
    tensors: v.array(
      v.object({
        node: index,
        name: v.nullable(v.string()),
        scalars: numbers,
        value: v.nullable(summary),
        grad: v.nullable(summary),
        accumulated: v.exactOptional(v.nullable(summary)),
      }),
    ),
  }),
  v.object({
    kind: v.literal("thinned"),
    ...passHead,
    tensors: v.array(v.object({ node: index, valueNorm: maybeNumber, gradNorm: maybeNumber, gradNonFinite: index })),
  }),
  v.object({ kind: v.literal("gone"), index }),
]);

const topology = v.object({
  id: index,
  nodes: v.array(
    v.object({
      id: index,
      op: v.string(),
      inputs: v.array(index),
      attributes,
      name: v.nullable(v.string()),
      aliases: v.array(v.string()),
      shape: numbers,
      dtype: v.string(),
      leaf: v.boolean(),
      requires_grad: v.boolean(),
      module: v.nullable(v.string()),
      site: v.nullable(site),
      bindings: v.array(index),
    }),
  ),
});

const series = v.object({
  first: v.array(index),
  min: numbers,
  max: numbers,
  nonFinite: v.array(index),
  nonFiniteGradients: v.array(index),
  failed: v.array(index),
});

const normSeries = v.object({ passes: v.array(index), norms: v.array(numbers), nonFinite: v.array(v.array(index)) });

const errorTensor = v.object({
  name: v.nullable(v.string()),
  shape: numbers,
  dtype: v.string(),
  viewedAs: v.nullable(numbers),
  madeAt: v.nullable(site),
  writtenAt: v.nullable(site),
});

const scriptError = v.object({
  name: v.string(),
  message: v.string(),
  file: v.nullable(v.string()),
  range: v.nullable(v.object(range)),
  stack: v.string(),
  tensors: v.exactOptional(v.array(errorTensor)),
  module: v.exactOptional(v.string()),
});

const runState = v.object({
  phase: v.picklist(["starting", "running", "paused", "ended"]),
  file: v.string(),
  passesTotal: index,
  lastLoss: maybeNumber,
  consoleTotal: index,
  namesVersion: index,
  calls: v.array(v.object({ site, passes: index, failed: index, lastPass: index, lastLoss: maybeNumber })),
  ended: v.nullable(
    v.object({
      status: v.picklist(["completed", "failed", "timeout", "stopped", "outOfMemory"]),
      durationMs: v.number(),
      exitCode: maybeNumber,
      error: v.nullable(scriptError),
    }),
  ),
});

const viewState = v.object({
  trusted: v.boolean(),
  script: v.nullable(v.string()),
  run: v.nullable(v.object({ number: index, state: runState })),
  pass: v.nullable(index),
  node: v.nullable(index),
});

export const readAnswer: {
  readonly pass: (answer: unknown) => Pass;
  readonly topology: (answer: unknown) => Topology | null;
  readonly series: (answer: unknown) => Series;
  readonly normSeries: (answer: unknown) => NormSeries;
  readonly viewState: (answer: unknown) => ViewState;
} = {
  pass: (answer) => v.parse(pass, answer),
  topology: (answer) => v.parse(v.nullable(topology), answer),
  series: (answer) => v.parse(series, answer),
  normSeries: (answer) => v.parse(normSeries, answer),
  viewState: (answer) => v.parse(viewState, answer),
};

function isAttribute(x: unknown): boolean {
  if (typeof x === "object" && x !== null) return Object.values(x).every(isAttribute);
  return x === null || ["number", "boolean", "string"].includes(typeof x);
}
