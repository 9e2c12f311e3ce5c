import type { FullPass, RecordingApi, RunState, ThinnedPass, Topology, TopologyNode } from "../../protocol/api.js";
import type { BindingEntry } from "../../protocol/entry.js";
import type { SourceRange } from "../../protocol/site.js";

export interface RecordedTensor {
  readonly pass: FullPass | ThinnedPass;
  readonly topology: Topology;
  readonly node: TopologyNode;
  /** The use of its name that was pointed at. */
  readonly range: SourceRange;
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Answers = Pick<RecordingApi, "readPass" | "readTopology" | "readFile">;

/**
 * The tensor that the name at a place had: in the selected pass, or else in the last pass of another backward call. Of
 * names within each other (`ws` in `ws[0]`) the innermost that had one. Where a name is bound it is what was bound there;
 * elsewhere what was read last, or else the last one made of those that the name was bound to.
 */
export async function tensorAt(
  recording: Answers,
  state: Pick<RunState, "calls">,
  selectedPass: number,
  place: Place,
): Promise<RecordedTensor | null> {
  const file = await recording.readFile(place.file);
  const candidates = candidatesAt(file?.bindings ?? [], place);
  if (candidates.length === 0) return null;
  const others = state.calls.map(({ lastPass }) => lastPass).sort((a, b) => b - a);
  for (const index of new Set([selectedPass, ...others])) {
    const pass = await recording.readPass(index);
    if (pass.kind === "gone" || pass.topology === null) continue;
    const topology = await recording.readTopology(pass.topology);
    for (const { ids, range } of topology === null ? [] : candidates) {
      const node = topology!.nodes.findLast((each) => each.bindings.some((id) => ids.has(id)));
      if (node !== undefined) return { pass, topology: topology!, node, range };
    }
  }
  return null;
}

interface Candidate {
  readonly range: SourceRange;
  /** Of the bindings that are looked at together. */
  readonly ids: ReadonlySet<number>;
}

/** The innermost first. */
function candidatesAt(bindings: readonly BindingEntry[], place: Place): readonly Candidate[] {
  const pointed = bindings.flatMap((binding) => {
    const range = binding.uses.find((use) => contains(use, place));
    return range === undefined ? [] : [{ binding, range }];
  });
  const ranges = new Map(pointed.map(({ range }) => [`${range.line}:${range.column}:${range.endColumn}`, range]));
  return [...ranges.values()].sort(innerFirst).flatMap((range) => {
    const here = pointed.filter((each) => isSame(each.range, range)).map(({ binding }) => binding);
    const bound = here.filter((binding) => isSame(binding.range, range) && binding.kind !== "use");
    const read = here.filter(({ kind }) => kind === "use");
    return [bound, read, here].map((each) => ({ range, ids: new Set(each.map(({ id }) => id)) }));
  });
}

function isSame(a: SourceRange, b: SourceRange): boolean {
  return a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;
}

/** Of ranges that hold the same place and stand within each other. */
function innerFirst(a: SourceRange, b: SourceRange): number {
  return b.line - a.line || b.column - a.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
}

/** The end counts as inside, as for the cursor after a word. */
function contains({ line, column, endLine, endColumn }: SourceRange, place: Place): boolean {
  const afterStart = place.line > line || (place.line === line && place.column >= column);
  const beforeEnd = place.line < endLine || (place.line === endLine && place.column <= endColumn);
  return afterStart && beforeEnd;
}
