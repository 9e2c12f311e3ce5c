import type { FullPass, RecordingApi, RunState, ThinnedPass, Topology, TopologyNode } from "../../protocol/api.js";
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
 * The tensor that the name at a place was bound to: in the selected pass, or else in the last pass of another
 * backward call. Of several that the name was bound to, the last one made.
 */
export async function tensorAt(
  recording: Answers,
  state: RunState,
  selectedPass: number,
  place: Place,
): Promise<RecordedTensor | null> {
  const file = await recording.readFile(place.file);
  const uses = (file?.bindings ?? []).flatMap(({ id, uses }) =>
    uses.filter((range) => contains(range, place)).map((range) => ({ id, range })),
  );
  if (uses.length === 0) return null;
  const others = state.calls.map(({ lastPass }) => lastPass).sort((a, b) => b - a);
  for (const index of new Set([selectedPass, ...others])) {
    const pass = await recording.readPass(index);
    if (pass.kind === "gone" || pass.topology === null) continue;
    const topology = await recording.readTopology(pass.topology);
    for (const node of topology?.nodes.toReversed() ?? []) {
      const use = uses.find(({ id }) => node.bindings.includes(id));
      if (topology !== null && use !== undefined) return { pass, topology, node, range: use.range };
    }
  }
  return null;
}

/** The end counts as inside, as for the cursor after a word. */
function contains({ line, column, endLine, endColumn }: SourceRange, place: Place): boolean {
  const afterStart = place.line > line || (place.line === line && place.column >= column);
  const beforeEnd = place.line < endLine || (place.line === endLine && place.column <= endColumn);
  return afterStart && beforeEnd;
}
