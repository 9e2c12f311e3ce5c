import type { FullPass, Pass, ThinnedPass, Topology, TopologyNode } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";
import { oneLine } from "./oneLine.js";

/**
 * What stands at the end of a backward call's line: `⟵ 0.0318 · w.grad −0.132 · pass 12/50`. One or two scalar leaves
 * are named, otherwise it is the norm over all leaves. `passesTotal` is null while the script runs.
 */
export function inlineText(pass: Pass, topology: Topology | null, passesTotal: number | null): string {
  const number = passesTotal === null ? `pass ${pass.index + 1}` : `pass ${pass.index + 1}/${passesTotal}`;
  if (pass.kind === "gone") return `⟵ ${number}`;
  const loss = pass.loss === null ? [] : [formatNumber(pass.loss)];
  const gradients = topology === null ? [] : describeLeaves(pass, topology);
  return `⟵ ${[...loss, ...gradients, number].join(" · ")}`;
}

function describeLeaves(pass: FullPass | ThinnedPass, { nodes }: Topology): readonly string[] {
  const leaves = nodes.filter(({ leaf, requires_grad }) => leaf && requires_grad);
  if (pass.kind === "full" && leaves.length > 0 && leaves.length <= 2 && leaves.every(isNamedScalar)) {
    return leaves.flatMap((leaf) => {
      const grad = scriptGradient(pass, leaf);
      return grad === null ? [] : [`${oneLine(leaf.name ?? "", 30)}.grad ${formatNumber(grad)}`];
    });
  }
  const norms = leaves.flatMap(({ id }) => gradientNorm(pass, id) ?? []);
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

function gradientNorm(pass: FullPass | ThinnedPass, node: number): number | null {
  if (pass.kind === "thinned") return pass.tensors.find((tensor) => tensor.node === node)?.gradNorm ?? null;
  const grad = pass.tensors.find((tensor) => tensor.node === node)?.grad ?? null;
  if (grad === null) return null;
  const { nan, negInf, posInf } = grad.counts;
  return nan > 0 ? NaN : negInf + posInf > 0 ? Infinity : grad.norm;
}
