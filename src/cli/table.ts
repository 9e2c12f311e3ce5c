import type { FullPass, Topology } from "../protocol/api.js";
import { formatEntries, formatNumber, formatShape } from "../protocol/format.js";
import type { Summary } from "../protocol/summary.js";

const mostEntries = 8;

/** The tensors of a pass with their values and gradients, in columns. */
export function gradientTable(pass: FullPass, topology: Topology, total: number): string {
  const loss = pass.loss === null ? [] : [`loss ${formatNumber(pass.loss)}`];
  const title = [`pass ${String(pass.index + 1)}/${String(total)}`, ...(pass.failed ? ["backward failed"] : loss)].join(
    " · ",
  );
  const rows = pass.tensors.map(({ value, grad }, i) => {
    const node = topology.nodes[i]!;
    const kind = node.op === "input" ? "input" : node.leaf ? "leaf" : node.op;
    const name = node.name ?? (node.site ? `(line ${String(node.site.line)})` : "");
    return [name, formatShape(node.shape), kind, shown(value), node.op === "input" ? "" : shown(grad)];
  });
  return [title, ...columns([["tensor", "shape", "made by", "value", "grad"], ...rows])].join("\n");
}

function shown(summary: Summary | null): string {
  if (!summary) return "null";
  const { data, shape, norm, counts } = summary;
  if (data && data.length <= mostEntries) return formatEntries(data, shape);
  const bad = counts.nan + counts.posInf + counts.negInf;
  return `norm ${norm === null ? "—" : formatNumber(norm)}${bad > 0 ? ` (${String(bad)} not finite)` : ""}`;
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
