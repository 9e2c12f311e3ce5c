import {
  allGeneratedPositionsFor,
  type GeneratedMapping,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from "@jridgewell/trace-mapping";

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The maps of a run's files, from the code that runs to the source as written. */
export class SourceMaps {
  readonly #maps = new Map<string, TraceMap>();

  add(url: string, map: string): void {
    this.#maps.set(url, new TraceMap(map));
  }

  /** Null where a file is not the script's, or a position was not in its source. */
  originalPosition(url: string, line: number, column: number): Position | null {
    const map = this.#maps.get(url);
    const found = map && originalPositionFor(map, { line, column: column - 1 });
    return !found || found.line === null ? null : { line: found.line, column: found.column + 1 };
  }

  /** Where the source's position runs, or the next one on its line; null where nothing of the line runs. */
  generatedPosition(url: string, line: number, column: number): Position | null {
    const map = this.#maps.get(url);
    if (!map) return null;
    for (const bias of [LEAST_UPPER_BOUND, GREATEST_LOWER_BOUND] as const) {
      // What instrumentation inserts has the position of what stands before it: the first is the source's own.
      const [first] = allGeneratedPositionsFor(map, { source: url, line, column: column - 1, bias }).sort(inOrder);
      if (first) return { line: first.line, column: first.column + 1 };
    }
    return null;
  }
}

function inOrder(a: GeneratedMapping, b: GeneratedMapping): number {
  return a.line - b.line || a.column - b.column;
}
