import { formatShape } from "../../src/protocol/format.js";
import { oneLine } from "../ui/oneLine.js";
import type { CardText } from "./cardText.js";
import { describeNode } from "./nodeDescription.js";
import type { Numbers } from "./numbers.js";
import type { Scene } from "./scene.js";

/** All that a pass says of an item, in words: of a node what it is, of a module what its card says. */
export function describeItem(
  scene: Scene,
  item: number,
  numbers: Numbers,
  textOf: (item: number) => CardText | null,
  separator: string,
): string {
  const { kind, node, box } = scene.items[item]!;
  if (kind === "node") return describeNode(numbers, node, separator);
  const { path, part, parts } = scene.graph.tree.boxes[box]!;
  const { shape, dtype } = scene.graph.nodes[node]!;
  const text = textOf(item);
  return [
    oneLine(path),
    parts === 1 ? "module" : `module, part ${part} of ${parts}`,
    ...(text === null ? [] : [text.value]),
    `result ${formatShape(shape)} ${oneLine(dtype)}`,
    ...(text === null || text.gradientText === "" ? [] : [`gradient of its parameters ${text.gradientText}`]),
  ].join(separator);
}
