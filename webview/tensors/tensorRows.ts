import type { FullPass, ThinnedPass, Topology, TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { oneLine } from "../ui/oneLine.js";
import { type Cell, gradientCell, thinnedCells, valueCell } from "./cell.js";
import { opWord } from "./opText.js";

/** A tensor of the selected pass as the list shows it. */
export interface TensorRow {
  readonly node: number;
  /** The name in the script, or the op where it has none. */
  readonly label: string;
  readonly isNamed: boolean;
  /** A leaf with a gradient of its own, an input without, or something computed. */
  readonly mark: "leaf" | "input" | "computed";
  readonly shape: string;
  /** `MulBackward0, line 8`. */
  readonly origin: string;
  readonly value: Cell;
  readonly gradient: Cell;
}

export function tensorRows(pass: FullPass | ThinnedPass, topology: Topology | null): readonly TensorRow[] {
  const nodes = new Map(topology?.nodes.map((node) => [node.id, node]));
  if (pass.kind === "thinned") {
    return pass.tensors.map((tensor) => {
      const node = nodes.get(tensor.node) ?? null;
      return { ...describeNode(tensor.node, node, null), ...thinnedCells(node, tensor) };
    });
  }
  return pass.tensors.map((tensor) => {
    const node = nodes.get(tensor.node) ?? null;
    const head = describeNode(tensor.node, node, tensor.name);
    const shape = node === null && tensor.value !== null ? formatShape(tensor.value.shape) : head.shape;
    return { ...head, shape, value: valueCell(tensor.value), gradient: gradientCell(node, tensor) };
  });
}

function describeNode(
  id: number,
  node: TopologyNode | null,
  recordedName: string | null,
): Omit<TensorRow, "value" | "gradient"> {
  const name = node?.name ?? recordedName;
  const label = oneLine(name ?? (node === null ? `tensor ${id}` : opWord(node.op)));
  if (node === null) {
    return { node: id, label, isNamed: name !== null, mark: "computed", shape: "", origin: "its graph was dropped" };
  }
  const place = node.site === null ? "" : `, line ${node.site.line}`;
  return {
    node: id,
    label,
    isNamed: name !== null,
    mark: !node.leaf ? "computed" : node.requires_grad ? "leaf" : "input",
    shape: formatShape(node.shape),
    origin: `${node.leaf ? (node.requires_grad ? "leaf" : "input") : oneLine(node.op)}${place}`,
  };
}
