import type { PassTensor, ThinnedPassTensor, Topology, TopologyNode } from "../../protocol/api.js";
import { formatEntries, formatItem, formatNumber, formatShape } from "../../protocol/format.js";
import type { Counts, Summary } from "../../protocol/summary.js";
import type { RecordedTensor } from "../session/tensorAt.js";

/** What a node is called where it has no name of its own. */
export function nodeName({ name, op }: TopologyNode): string {
  return name ?? op;
}

/** `[3, 2] float32 · leaf · requires grad`. */
export function describeKind({ shape, dtype, leaf, requires_grad }: TopologyNode): string {
  const kind = `${formatShape(shape)} ${dtype} · ${leaf ? "leaf" : "non-leaf"}`;
  return requires_grad ? `${kind} · requires grad` : kind;
}

/** A tensor's numbers: those of one element in full, all of a small one, else where they lie. */
export function describeSummary(summary: Summary): string {
  const { data, shape, min, max, mean, norm, counts } = summary;
  if (data?.length === 1) return formatItem(data[0]!);
  if (data !== undefined) return formatEntries(data, shape);
  if (min === null || max === null || mean === null || norm === null) return describeCounts(counts);
  const range = `${formatNumber(min)} … ${formatNumber(max)}`;
  return `${range}   mean ${formatNumber(mean)}   norm ${formatNumber(norm)}   ${describeCounts(counts)}`;
}

export interface Fact {
  readonly label: string;
  /** One sentence a line: what to do about it stands on a line of its own. */
  readonly lines: readonly string[];
}

/** What a pass recorded of a tensor, one fact a line: its value, its gradient, or why there is none and what to do. */
export function describeValues({ pass, node }: Pick<RecordedTensor, "pass" | "node">): readonly Fact[] {
  if (pass.kind === "thinned") return describeNorms(pass.tensors.find((tensor) => tensor.node === node.id));
  const tensor = pass.tensors.find((each) => each.node === node.id);
  if (tensor === undefined) return [];
  return [
    { label: "value", lines: [tensor.value === null ? "not recorded" : describeSummary(tensor.value)] },
    { label: "grad", lines: describeGradient(node, tensor) },
    ...describeAccumulated(tensor),
  ];
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

/** The op that made the node, and where. */
export function describeMaker(node: TopologyNode): string {
  return withLine(node.leaf ? "the script" : node.op, node);
}

function withLine(text: string, { site }: TopologyNode): string {
  return site === null ? text : `${text}, line ${site.line}`;
}

function describeGradient(node: TopologyNode, { name, grad, accumulated }: PassTensor): readonly string[] {
  if (!node.requires_grad) {
    const reason = "null: does not require grad.";
    return node.leaf ? [reason, "Make it with requires_grad: true to have one"] : [reason];
  }
  if (grad === null) return ["null: none arrived in this pass"];
  const text = describeSummary(grad);
  if (node.leaf || (accumulated !== undefined && accumulated !== null)) return [text];
  return [
    `null: not a leaf; its gradient was ${text} (kept by GradLens).`,
    `Add ${name ?? "the tensor"}.retain_grad() to see it in the script`,
  ];
}

/** A leaf's `.grad` is its gradient only if it was null or zero before. */
function describeAccumulated({ grad, accumulated }: PassTensor): readonly Fact[] {
  if (accumulated === undefined || accumulated === null) return [];
  const text = describeSummary(accumulated);
  if (grad !== null && text === describeSummary(grad)) return [];
  return [{ label: ".grad", lines: [text, "after this pass: gradients add up until zero_grad()"] }];
}

function describeNorms(tensor: ThinnedPassTensor | undefined): readonly Fact[] {
  const norm = (x: number | null | undefined): string => (typeof x === "number" ? `norm ${formatNumber(x)}` : "none");
  return [
    { label: "value", lines: [norm(tensor?.valueNorm)] },
    { label: "grad", lines: [norm(tensor?.gradNorm), "(of this pass only the norms are kept)"] },
  ];
}

function describeCounts({ negInf, neg, zero, pos, posInf, nan }: Counts): string {
  const kinds: readonly (readonly [number, string])[] = [
    [nan, "NaN"],
    [negInf, "−∞"],
    [posInf, "∞"],
    [neg, "negative"],
    [zero, "zero"],
    [pos, "positive"],
  ];
  const present = kinds.filter(([count]) => count > 0);
  return present.map(([count, kind]) => `${count} ${kind}`).join(" · ");
}
