import type { FullPass, Pass, ThinnedPass, Topology, TopologyNode } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";
import { parameterOrder } from "../../protocol/parameterOrder.js";
import { oneLine } from "./oneLine.js";

/** What stands at the end of a line. */
export interface InlineText {
  readonly text: string;
  /** An alarm has the colour of errors. */
  readonly isAlarm: boolean;
}

/**
 * What stands at the end of a backward call's line: `⟵ 0.0318 · w.grad −0.132 · pass 12/50`. One or two scalar leaves
 * are named, otherwise it is the norm over all leaves; `⚠ 1` counts those whose gradient is not finite. `passesTotal` is
 * null while the script runs.
 */
export function inlineText(pass: Pass, topology: Topology | null, passesTotal: number | null): InlineText {
  const number = passesTotal === null ? `pass ${pass.index + 1}` : `pass ${pass.index + 1}/${passesTotal}`;
  if (pass.kind === "gone") return { text: `⟵ ${number}`, isAlarm: false };
  if (pass.failed) return { text: `⟵ backward failed · ${number}`, isAlarm: true };
  const loss = pass.loss === null ? [] : [formatNumber(pass.loss)];
  const leaves = topology?.nodes.filter(({ leaf, requires_grad }) => leaf && requires_grad).sort(parameterOrder) ?? [];
  const norms = leaves.flatMap(({ id }) => gradientNorm(pass, id) ?? []);
  const broken = norms.filter((norm) => !Number.isFinite(norm)).length;
  const text = `⟵ ${[...loss, ...describeLeaves(pass, leaves, norms), number].join(" · ")}`;
  return broken === 0 ? { text, isAlarm: false } : { text: `${text} ⚠ ${broken}`, isAlarm: true };
}

function describeLeaves(
  pass: FullPass | ThinnedPass,
  leaves: readonly TopologyNode[],
  norms: readonly number[],
): readonly string[] {
  if (pass.kind === "full" && leaves.length > 0 && leaves.length <= 2 && leaves.every(isNamedScalar)) {
    return leaves.flatMap((leaf) => {
      const grad = scriptGradient(pass, leaf);
      return grad === null ? [] : [`${oneLine(leaf.name ?? "", 30)}.grad ${formatNumber(grad)}`];
    });
  }
  return norms.length === 0 ? [] : [`|∇| ${formatNumber(Math.hypot(...norms))}`];
}

function isNamedScalar({ name, shape }: TopologyNode): boolean {
  return name !== null && shape.every((size) => size === 1);
}

/** What `.grad.item()` of the leaf gives after the pass. */
function scriptGradient({ tensors }: FullPass, leaf: TopologyNode): number | null {
  const tensor = tensors.find(({ node }) => node === leaf.id);
  return (tensor?.accumulated ?? tensor?.grad)?.data?.[0] ?? null;
}

/** NaN or infinite where an entry is. */
function gradientNorm(pass: FullPass | ThinnedPass, node: number): number | null {
  if (pass.kind === "thinned") {
    const tensor = pass.tensors.find((each) => each.node === node);
    return tensor === undefined || tensor.gradNonFinite === 0 ? (tensor?.gradNorm ?? null) : NaN;
  }
  const grad = pass.tensors.find((tensor) => tensor.node === node)?.grad ?? null;
  if (grad === null) return null;
  const { nan, negInf, posInf } = grad.counts;
  return nan > 0 ? NaN : negInf + posInf > 0 ? Infinity : grad.norm;
}
