import type { FullPass, ThinnedPass, Topology, TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { parameterOrder } from "../../src/protocol/parameterOrder.js";
import type { Counts } from "../../src/protocol/summary.js";
import { isIndices, tensorWords } from "../../src/protocol/tensorWords.js";
import { oneLine } from "../ui/oneLine.js";
import { type Cell, gradientCell, thinnedCells, valueCell } from "./cell.js";
import { modulePathOf } from "./modulePathOf.js";

/** A tensor of the selected pass as the list shows it. */
export interface TensorRow {
  readonly node: number;
  /** The name in the script, or where it has none a word such as its op's. */
  readonly label: string;
  readonly isNamed: boolean;
  /** The path of the module that it belongs to, or that made it. */
  readonly module: string | null;
  /** Its place among the nodes of the graph; -1 if the graph was dropped. */
  readonly index: number;
  /** A leaf with a gradient of its own, an input without, something computed, or what an op gave beside its result. */
  readonly mark: "leaf" | "input" | "computed" | "aside";
  readonly shape: string;
  /** `MulBackward0, line 8`. */
  readonly origin: string;
  readonly value: Cell;
  readonly gradient: Cell;
  /** Of what kinds the entries of the gradient are, where that is known and they are more than one. */
  readonly counts: Counts | null;
}

/**
 * The tensors of a pass, inputs before their users, but for the parameters of modules, which come first as
 * `named_parameters()` has them. What an op made beside its result is left out where nobody has named or used it.
 */
export function tensorRows(pass: FullPass | ThinnedPass, topology: Topology | null): readonly TensorRow[] {
  if (topology === null) return allRows(pass, new Map(), new Map());
  const nodes = new Map(topology.nodes.map((node, index) => [node.id, { node, index }]));
  const used = new Set(topology.nodes.flatMap(({ inputs }) => inputs));
  const rows = allRows(pass, nodes, tensorWords(topology.nodes)).filter(
    ({ node, mark, isNamed }) => mark !== "aside" || isNamed || used.has(node),
  );
  const isParameter = ({ mark, module }: TensorRow): boolean => mark === "leaf" && module !== null;
  const nodeOf = ({ index }: TensorRow): TopologyNode => topology.nodes[index]!;
  const parameters = rows.filter(isParameter).sort((a, b) => parameterOrder(nodeOf(a), nodeOf(b)));
  return [...parameters, ...rows.filter((row) => !isParameter(row))];
}

type Nodes = ReadonlyMap<number, { readonly node: TopologyNode; readonly index: number }>;

function allRows(pass: FullPass | ThinnedPass, nodes: Nodes, words: ReadonlyMap<number, string>): readonly TensorRow[] {
  if (pass.kind === "thinned") {
    return pass.tensors.map((tensor) => {
      const { node, index } = nodes.get(tensor.node) ?? unknown;
      const head = describeNode(tensor.node, node, node?.name ?? null, words);
      return { ...head, index, ...thinnedCells(node, tensor), counts: null };
    });
  }
  return pass.tensors.map((tensor) => {
    const { node, index } = nodes.get(tensor.node) ?? unknown;
    const head = describeNode(tensor.node, node, node?.name ?? tensor.name, words);
    const shape = node === null && tensor.value !== null ? formatShape(tensor.value.shape) : head.shape;
    const counts = tensor.grad === null || tensor.grad.data?.length === 1 ? null : tensor.grad.counts;
    return { ...head, index, shape, value: valueCell(tensor.value), gradient: gradientCell(node, tensor), counts };
  });
}

const unknown = { node: null, index: -1 } as const;

function describeNode(
  id: number,
  node: TopologyNode | null,
  name: string | null,
  words: ReadonlyMap<number, string>,
): Omit<TensorRow, "index" | "value" | "gradient" | "counts"> {
  const isNamed = name !== null;
  const label = oneLine(name ?? words.get(id) ?? `tensor ${id}`);
  if (node === null) {
    return { node: id, label, isNamed, module: null, mark: "computed", shape: "", origin: "its graph was dropped" };
  }
  const place = node.site === null ? "" : `, line ${node.site.line}`;
  return {
    node: id,
    label,
    isNamed,
    module: modulePathOf(node),
    mark: markOf(node),
    shape: formatShape(node.shape),
    origin: `${node.leaf ? markOf(node) : oneLine(node.op)}${place}`,
  };
}

function markOf(node: TopologyNode): TensorRow["mark"] {
  if (node.leaf) return node.requires_grad ? "leaf" : "input";
  return isIndices(node) ? "aside" : "computed";
}
