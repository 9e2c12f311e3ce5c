import { formatItem, formatNumber, formatShape } from "../../protocol/format.js";
import type { Summary } from "../../protocol/summary.js";
import { alignAtPoint } from "./alignAtPoint.js";
import { describeNonFinite, entriesInLine } from "./describeTensor.js";
import { sparkline } from "./sparkline.js";

/** A row that has more entries goes on in the next line. */
const mostInLine = 8;
/** Of the letters of a line that is all a tensor's. */
const mostLetters = 56;

/**
 * The numbers of a few tensors, each as lines of monospaced text: a small one whole, one that fits in no line row below
 * row, and with it those of its shape; a large one as its histogram, range, mean and norm, in columns that run through all of them.
 */
export function tensorLines(summaries: readonly Summary[]): readonly (readonly string[])[] {
  const large = summaries.filter(({ data }) => data === undefined);
  const statistics = statisticLines(large);
  const inRows = new Set(summaries.filter(isInRows).map(({ shape }) => formatShape(shape)));
  return summaries.map((summary) => {
    const { data, shape } = summary;
    if (data === undefined) return statistics[large.indexOf(summary)]!;
    if (data.length === 1) return [formatItem(data[0]!)];
    return inRows.has(formatShape(shape)) ? rowLines(data, shape) : [entriesInLine(summary, mostLetters)!];
  });
}

function isInRows(summary: Summary): boolean {
  return summary.data !== undefined && summary.data.length !== 1 && entriesInLine(summary, mostLetters) === null;
}

function rowLines(data: readonly number[], shape: readonly number[]): readonly string[] {
  // How many entries each pair of brackets holds, the outermost first.
  const held = shape.map((_, dimension) => shape.slice(dimension).reduce((product, size) => product * size, 1));
  const countOf = (isEdge: (size: number) => boolean): number => held.filter(isEdge).length;
  const length = held.at(-1)!;
  const texts = data.map((x, i) => {
    const closed = countOf((size) => (i + 1) % size === 0);
    return `${formatNumber(x)}${"]".repeat(closed)}${closed === held.length ? "" : ","}`;
  });
  const starts = data.map((_, i) => i).filter((i) => (i % length) % mostInLine === 0);
  const lines = starts.map((start) =>
    texts.slice(start, Math.min(start - (start % length) + length, start + mostInLine)),
  );
  const columns = lines[0]!.map((_, column) => alignAtPoint(lines.map((line) => line[column] ?? "")));
  return lines.map((line, i) => {
    const opened = countOf((size) => starts[i]! % size === 0);
    const cells = line.map((_, column) => columns[column]![i]!);
    return `${"[".repeat(opened).padStart(held.length)}${cells.join(" ")}`.trimEnd();
  });
}

function statisticLines(summaries: readonly Summary[]): readonly (readonly string[])[] {
  const column = (name: "min" | "max" | "mean" | "norm"): readonly string[] =>
    alignAtPoint(summaries.map(({ [name]: x }) => (x === null ? "" : formatNumber(x))));
  const [min, max, mean, norm] = [column("min"), column("max"), column("mean"), column("norm")];
  return summaries.map(({ min: least, histogram, counts }, i) => {
    const nonFinite = describeNonFinite(counts);
    const warnings = nonFinite === "" ? [] : [`⚠ ${nonFinite}`];
    if (least === null) return warnings;
    const shape = histogram === undefined ? "" : `${sparkline(histogram)}  `;
    return [`${shape}${min[i]!} … ${max[i]!}   mean ${mean[i]!}   norm ${norm[i]!}`.trimEnd(), ...warnings];
  });
}
