import type { Pass, TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { gradientCell, thinnedCells, valueCell } from "../tensors/cell.js";
import { opWord } from "../tensors/opText.js";
import { oneLine } from "../ui/oneLine.js";

/** All that a pass says of a node, in words. */
export function describeNode(node: TopologyNode, pass: Pass, separator: string): string {
  const { name, op, leaf, requires_grad, shape, dtype, site } = node;
  const kind = leaf ? (requires_grad ? "leaf" : "input") : opWord(op);
  const parts = [
    ...(name === null ? [] : [oneLine(name)]),
    `${oneLine(kind)}, ${formatShape(shape)} ${oneLine(dtype)}`,
    ...(site === null ? [] : [`line ${site.line}`]),
    ...describeNumbers(node, pass),
  ];
  return parts.join(separator);
}

function describeNumbers(node: TopologyNode, pass: Pass): readonly string[] {
  if (pass.kind === "gone") return [];
  const cells = pass.kind === "full" ? fullCells() : thinned();
  return cells === null ? [] : [`value ${cells.value.full}`, `gradient ${cells.gradient.full}`];

  function fullCells() {
    const tensor = pass.kind === "full" ? pass.tensors.find((each) => each.node === node.id) : undefined;
    return tensor === undefined ? null : { value: valueCell(tensor.value), gradient: gradientCell(node, tensor) };
  }

  function thinned() {
    const tensor = pass.kind === "thinned" ? pass.tensors.find((each) => each.node === node.id) : undefined;
    return tensor === undefined ? null : thinnedCells(node, tensor);
  }
}
