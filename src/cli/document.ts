import type { ConsoleLines, Pass, RecordingApi, RunEnd, RunState, Topology } from "../protocol/api.js";
import type { ErrorTensor, ScriptError } from "../protocol/entry.js";
import type { Site } from "../protocol/site.js";
import type { PassSelection } from "./arguments.js";
import { passNumbers } from "./passNumbers.js";

/** The document of `--json`. Its keys stand in this order; README.md describes them. */
export interface RunDocument {
  readonly run: {
    readonly status: RunEnd["status"];
    readonly durationMs: number;
    readonly passesTotal: number;
    readonly exitCode?: number;
    readonly error?: {
      readonly name: string;
      readonly message: string;
      readonly site: Site | null;
      readonly stack: string;
      readonly tensors?: readonly ErrorTensor[];
      readonly module?: string;
    };
  };
  readonly console: ConsoleLines["lines"];
  readonly consoleDropped: number;
  readonly topologies: readonly object[];
  readonly passes: readonly object[];
  readonly findings: readonly never[];
}

/**
 * The document's text, in parts: as a whole it can be longer than a string can be. What is read of the recording is let go
 * again, so the passes are gone through twice, first for their topologies.
 */
export async function* documentText(
  state: RunState,
  ended: RunEnd,
  recording: RecordingApi,
  selection: PassSelection,
): AsyncGenerator<string> {
  const { lines, dropped } = await allLines(state, recording);
  yield `{"run":${toJson(runOf(state, ended))},"console":${toJson(lines)},"consoleDropped":${String(dropped)},`;
  const numbers = passNumbers(selection, state.passesTotal);
  const ids = new Set<number>();
  for await (const pass of readPasses(recording, numbers)) {
    if (pass.kind !== "gone" && pass.topology !== null) ids.add(pass.topology);
  }
  yield `"topologies":[`;
  yield* listed(
    readTopologies(
      recording,
      [...ids].sort((a, b) => a - b),
    ),
    topologyOf,
  );
  yield `],"passes":[`;
  yield* listed(readPasses(recording, numbers), passOf);
  yield `],"findings":[]}\n`;
}

/** How many questions are asked at a time. */
const together = 32;

async function* readPasses(recording: RecordingApi, numbers: readonly number[]): AsyncGenerator<Pass> {
  for (let i = 0; i < numbers.length; i += together) {
    yield* await Promise.all(numbers.slice(i, i + together).map((index) => recording.readPass(index)));
  }
}

async function* readTopologies(recording: RecordingApi, ids: readonly number[]): AsyncGenerator<Topology> {
  for (const id of ids) {
    const topology = await recording.readTopology(id);
    if (topology) yield topology;
  }
}

/** The items of a JSON array; those without a form in the document are left out. */
async function* listed<T>(items: AsyncIterable<T>, form: (item: T) => object | null): AsyncGenerator<string> {
  let separator = "";
  for await (const item of items) {
    const shown = form(item);
    if (!shown) continue;
    yield separator + toJson(shown);
    separator = ",";
  }
}

/** JSON has no NaN and no infinities: they are written as strings. */
function toJson(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "number" && !Number.isFinite(each) ? String(each) : each,
  );
}

function runOf(state: RunState, { status, durationMs, exitCode, error }: RunEnd): RunDocument["run"] {
  return {
    status,
    durationMs: Math.round(durationMs),
    passesTotal: state.passesTotal,
    ...(exitCode === null ? {} : { exitCode }),
    ...(error === null ? {} : { error: errorOf(error) }),
  };
}

async function allLines(state: RunState, recording: RecordingApi) {
  const lines: ConsoleLines["lines"][number][] = [];
  let dropped = 0;
  for (let next = 0; next < state.consoleTotal;) {
    const part = await recording.readConsole(next);
    lines.push(...part.lines);
    dropped += part.dropped;
    next = part.first + part.lines.length;
  }
  return { lines, dropped };
}

function errorOf({ name, message, file, range, stack, tensors, module }: ScriptError) {
  const site = file !== null && range ? { file, ...range } : null;
  return { name, message, site, stack, ...(tensors && { tensors }), ...(module !== undefined && { module }) };
}

function topologyOf({ id, nodes }: Topology): object {
  return {
    id,
    nodes: nodes.map(
      ({ id, op, inputs, attributes, name, aliases, shape, dtype, leaf, requires_grad, module, site }) => {
        return { id, op, inputs, attributes, name, aliases, shape, dtype, leaf, requires_grad, module, site };
      },
    ),
  };
}

function passOf(pass: Pass): object | null {
  switch (pass.kind) {
    case "full": {
      const { index, topology, loss, failed, site, tensors } = pass;
      return { index, topology, loss, site, ...(failed && { failed }), tensors };
    }
    case "thinned": {
      const { index, topology, loss, failed, site, tensors } = pass;
      return { index, topology, loss, site, ...(failed && { failed }), thinned: true, tensors };
    }
    case "gone":
      return null;
    default:
      return pass satisfies never;
  }
}
