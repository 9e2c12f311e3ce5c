import type { FullPass, ThinnedPass, Topology } from "../../protocol/api.js";
import { describeKind, describeValues, nodeName } from "../editor/describeTensor.js";
import { oneLine } from "../editor/oneLine.js";

export interface TensorItem {
  readonly node: number;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The tensors of a pass to choose from, the named ones first, each with its shape, value and gradient. */
export function tensorItems(pass: FullPass | ThinnedPass, { nodes }: Topology): readonly TensorItem[] {
  const items = nodes.map((node) => {
    const place = node.site === null ? "" : ` · line ${node.site.line}`;
    const facts = describeValues({ pass, node }).map(({ label, lines }) => `${label} ${lines.join(" ")}`);
    return {
      node: node.id,
      isNamed: node.name !== null,
      label: withoutIcons(oneLine(nodeName(node), 80)),
      description: oneLine(`${describeKind(node)}${place}`),
      detail: withoutIcons(oneLine(facts.join("   "), 300)),
    };
  });
  const named = items.filter(({ isNamed }) => isNamed);
  return [...named, ...items.filter(({ isNamed }) => !isNamed)].map(({ isNamed: _, ...item }) => item);
}

/** VS Code draws `$(name)` as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
