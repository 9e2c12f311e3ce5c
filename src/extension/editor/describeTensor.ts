import type { Topology, TopologyNode } from "../../protocol/api.js";
import { formatEntries, formatItem, formatNumber, formatShape } from "../../protocol/format.js";
import type { Counts, Summary } from "../../protocol/summary.js";

/** `[3, 2] float32 · leaf · requires grad`. */
export function describeKind({ shape, dtype, leaf, requires_grad }: TopologyNode): string {
  const kind = `${formatShape(shape)} ${dtype} · ${leaf ? "leaf" : "non-leaf"}`;
  return requires_grad ? `${kind} · requires grad` : kind;
}

/** A tensor's numbers in one line: those of one element in full, all of a small one, else where they lie. */
export function describeSummary(summary: Summary): string {
  if (summary.data?.length === 1) return formatItem(summary.data[0]!);
  return entriesInLine(summary) ?? describeStatistics(summary, ["range", "mean", "norm"]).join("   ");
}

/** As `describeSummary`, with fewer digits and statistics, for the end of a line of code. */
export function describeShortly(summary: Summary): string {
  return entriesInLine(summary) ?? describeStatistics(summary, ["range", "norm"]).join(" · ");
}

/** So much of a line can be read at a glance, beside other things in it. */
const mostLetters = 40;

/** All entries where they fit in a line of so many letters. */
export function entriesInLine({ data, shape }: Summary, most = mostLetters): string | null {
  const text = data === undefined ? null : formatEntries(data, shape);
  return text === null || text.length > most ? null : text;
}

/** `2 NaN · 1 −∞ of 256`; nothing where all entries are finite. */
export function describeNonFinite({ negInf, neg, zero, pos, posInf, nan }: Counts): string {
  const kinds: readonly (readonly [number, string])[] = [
    [nan, "NaN"],
    [negInf, "−∞"],
    [posInf, "∞"],
  ];
  const present = kinds.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  return present.length === 0 ? "" : `${present.join(" · ")} of ${negInf + neg + zero + pos + posInf + nan}`;
}

/** Who uses the tensor, in words such as `PowBackward0 loss, line 8`. */
export function describeUsers(node: TopologyNode, { nodes }: Topology): string {
  const users = nodes.filter(({ inputs }) => inputs.includes(node.id));
  const shown = users.slice(0, 3).map((user) => {
    const name = user.name === null ? user.op : `${user.op} ${user.name}`;
    return withLine(name, user);
  });
  return users.length > shown.length ? `${shown.join("; ")}; ${users.length - shown.length} more` : shown.join("; ");
}

/**
 * What made the node, and where: its op, with the module whose forward it was in, or for a leaf `call`, what the script
 * called there, such as `nn.Linear`.
 */
export function describeMaker(node: TopologyNode, call: string | null): string {
  if (node.leaf) return withLine(call ?? "the script", node);
  return withLine(node.module === null ? node.op : `${node.op} in ${node.module}`, node);
}

function describeStatistics(
  { min, max, mean, norm, counts }: Summary,
  wished: readonly ("range" | "mean" | "norm")[],
): readonly string[] {
  const nonFinite = describeNonFinite(counts);
  const warnings = nonFinite === "" ? [] : [`⚠ ${nonFinite}`];
  if (min === null || max === null || mean === null || norm === null) return warnings;
  const texts = {
    range: `${formatNumber(min)} … ${formatNumber(max)}`,
    mean: `mean ${formatNumber(mean)}`,
    norm: `norm ${formatNumber(norm)}`,
  };
  return [...wished.map((name) => texts[name]), ...warnings];
}

function withLine(text: string, { site }: TopologyNode): string {
  return site === null ? text : `${text}, line ${site.line}`;
}
