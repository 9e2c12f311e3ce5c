import type { FullPass, ThinnedPass, Topology, TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import type { Counts } from "../../src/protocol/summary.js";
import { oneLine } from "../ui/oneLine.js";
import { type Cell, gradientCell, thinnedCells, valueCell } from "./cell.js";
import { opWord } from "./opText.js";
import { modulePathOf } from "./modulePathOf.js";

/** A tensor of the selected pass as the list shows it. */
export interface TensorRow {
  readonly node: number;
  /** The name in the script, or the op where it has none. */
  readonly label: string;
  readonly isNamed: boolean;
  /** The path of the module that it belongs to, or that made it. */
  readonly module: string | null;
  /** Its place among the nodes of the graph; -1 if the graph was dropped. */
  readonly index: number;
  /** A leaf with a gradient of its own, an input without, or something computed. */
  readonly mark: "leaf" | "input" | "computed";
  readonly shape: string;
  /** `MulBackward0, line 8`. */
  readonly origin: string;
  readonly value: Cell;
  readonly gradient: Cell;
  /** Of what kinds the entries of the gradient are, where that is known and they are more than one. */
  readonly counts: Counts | null;
}

export function tensorRows(pass: FullPass | ThinnedPass, topology: Topology | null): readonly TensorRow[] {
  const nodes = new Map(topology?.nodes.map((node, index) => [node.id, { node, index }]));
  if (pass.kind === "thinned") {
    return pass.tensors.map((tensor) => {
      const { node, index } = nodes.get(tensor.node) ?? unknown;
      return { ...describeNode(tensor.node, node, null), index, ...thinnedCells(node, tensor), counts: null };
    });
  }
  return pass.tensors.map((tensor) => {
    const { node, index } = nodes.get(tensor.node) ?? unknown;
    const head = describeNode(tensor.node, node, tensor.name);
    const shape = node === null && tensor.value !== null ? formatShape(tensor.value.shape) : head.shape;
    const counts = tensor.grad === null || tensor.grad.data?.length === 1 ? null : tensor.grad.counts;
    return { ...head, index, shape, value: valueCell(tensor.value), gradient: gradientCell(node, tensor), counts };
  });
}

const unknown = { node: null, index: -1 } as const;

function describeNode(
  id: number,
  node: TopologyNode | null,
  recordedName: string | null,
): Omit<TensorRow, "index" | "value" | "gradient" | "counts"> {
  const name = node?.name ?? recordedName;
  const label = oneLine(name ?? (node === null ? `tensor ${id}` : opWord(node.op)));
  if (node === null) {
    const isNamed = name !== null;
    return { node: id, label, isNamed, module: null, mark: "computed", shape: "", origin: "its graph was dropped" };
  }
  const place = node.site === null ? "" : `, line ${node.site.line}`;
  return {
    node: id,
    label,
    isNamed: name !== null,
    module: modulePathOf(node),
    mark: !node.leaf ? "computed" : node.requires_grad ? "leaf" : "input",
    shape: formatShape(node.shape),
    origin: `${node.leaf ? (node.requires_grad ? "leaf" : "input") : oneLine(node.op)}${place}`,
  };
}
