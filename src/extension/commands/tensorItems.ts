import type { FullPass, ThinnedPass, Topology } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";
import type { Summary } from "../../protocol/summary.js";
import { tensorWords } from "../../protocol/tensorWords.js";
import { describeKind, describeShortly } from "../editor/describeTensor.js";
import { oneLine } from "../editor/oneLine.js";

export interface TensorItem {
  readonly node: number;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The tensors of a pass to choose from, the named ones first, each with its shape, value and gradient. */
export function tensorItems(pass: FullPass | ThinnedPass, { nodes }: Topology): readonly TensorItem[] {
  const words = tensorWords(nodes);
  const named = nodes.filter(({ name }) => name !== null);
  const unnamed = nodes.filter(({ name }) => name === null);
  return [...named, ...unnamed].map((node) => {
    const place = node.site === null ? "" : ` · line ${node.site.line}`;
    return {
      node: node.id,
      label: withoutIcons(oneLine(node.name ?? words.get(node.id)!, 80)),
      description: oneLine(`${describeKind(node)}${place}`),
      detail: withoutIcons(oneLine(describeNumbers(pass, node.id), 300)),
    };
  });
}

function describeNumbers(pass: FullPass | ThinnedPass, node: number): string {
  if (pass.kind === "full") {
    const tensor = pass.tensors.find((each) => each.node === node);
    return `value ${numbers(tensor?.value)}   gradient ${numbers(tensor?.grad)}`;
  }
  const tensor = pass.tensors.find((each) => each.node === node);
  const nonFinite = tensor?.gradNonFinite ?? 0;
  const warning = nonFinite === 0 ? "" : ` ⚠ ${nonFinite} NaN or ∞`;
  return `value ${norm(tensor?.valueNorm)}   gradient ${norm(tensor?.gradNorm)}${warning}`;
}

function numbers(summary: Summary | null | undefined): string {
  return summary === null || summary === undefined ? "none" : describeShortly(summary);
}

function norm(x: number | null | undefined): string {
  return x === null || x === undefined ? "none" : `norm ${formatNumber(x)}`;
}

/** VS Code draws `$(name)` as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
