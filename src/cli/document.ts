import type { ConsoleLines, Pass, RecordingApi, RunEnd, RunState, Topology } from "../protocol/api.js";
import type { ScriptError } from "../protocol/entry.js";
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
    };
  };
  readonly console: ConsoleLines["lines"];
  readonly consoleDropped: number;
  readonly topologies: readonly object[];
  readonly passes: readonly object[];
  readonly findings: readonly never[];
}

export async function runDocument(
  state: RunState,
  ended: RunEnd,
  recording: RecordingApi,
  selection: PassSelection,
): Promise<RunDocument> {
  const passes: Pass[] = [];
  for (const index of passNumbers(selection, state.passesTotal)) passes.push(await recording.readPass(index));
  const ids = new Set(passes.flatMap((pass) => (pass.kind === "gone" ? [] : (pass.topology ?? []))));
  const topologies = await Promise.all([...ids].sort((a, b) => a - b).map((id) => recording.readTopology(id)));
  const { lines, dropped } = await allLines(state, recording);
  return {
    run: {
      status: ended.status,
      durationMs: Math.round(ended.durationMs),
      passesTotal: state.passesTotal,
      ...(ended.exitCode === null ? {} : { exitCode: ended.exitCode }),
      ...(ended.error === null ? {} : { error: errorOf(ended.error) }),
    },
    console: lines,
    consoleDropped: dropped,
    topologies: topologies.flatMap((topology) => (topology ? [topologyOf(topology)] : [])),
    passes: passes.flatMap(passOf),
    findings: [],
  };
}

/** JSON has no NaN and no infinities: they are written as strings. */
export function toJson(document: RunDocument): string {
  return JSON.stringify(document, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
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

function errorOf({ name, message, file, range, stack }: ScriptError) {
  return { name, message, site: file !== null && range ? { file, ...range } : null, stack };
}

function topologyOf({ id, nodes }: Topology): object {
  return {
    id,
    nodes: nodes.map(({ id, op, inputs, name, aliases, shape, dtype, leaf, requires_grad, module, site }) => {
      return { id, op, inputs, name, aliases, shape, dtype, leaf, requires_grad, module, site };
    }),
  };
}

function passOf(pass: Pass): readonly object[] {
  switch (pass.kind) {
    case "full": {
      const { index, topology, loss, site, tensors } = pass;
      return [{ index, topology, loss, site, tensors }];
    }
    case "thinned": {
      const { index, topology, loss, site, tensors } = pass;
      return [{ index, topology, loss, site, thinned: true, tensors }];
    }
    case "gone":
      return [];
    default:
      return pass satisfies never;
  }
}
