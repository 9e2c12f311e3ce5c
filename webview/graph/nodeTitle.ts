import type { TopologyNode } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import { opSymbol } from "../tensors/opText.js";
import { oneLine } from "../ui/oneLine.js";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Stands for a number of usual length where the numbers of the pass are not known. */
const anyNumber = -1.234;

/**
 * What a card says first: op and name. In its module's frame, a parameter needs no more than the end of its path.
 * `scalars` are the numbers in the op's call, so that x.pow(2) is x²; `word` stands for a name that it does not have.
 */
export function nodeTitle(
  { name: path, op, leaf }: TopologyNode,
  word: string | null,
  frame: string | null,
  scalars: readonly number[],
): string {
  const name = path !== null && frame !== null && path.startsWith(`${frame}.`) ? path.slice(frame.length + 1) : path;
  const called = oneLine(name ?? word ?? "");
  if (leaf) return called;
  const withNumber = scalars.length === 1 ? symbolWithNumber(op, scalars[0]!) : null;
  const symbol = withNumber ?? oneLine(opSymbol(op));
  const isSaid = name === null && (symbol === called || withNumber !== null);
  return isSaid ? symbol : `${symbol} ${called}`;
}

/** The longest title that a node usually has, in whatever pass. */
export function longestTitle(node: TopologyNode, word: string | null, frame: string | null): string {
  const plain = nodeTitle(node, word, frame, []);
  const withNumber = node.inputs.length === 1 ? nodeTitle(node, word, frame, [anyNumber]) : plain;
  return withNumber.length > plain.length ? withNumber : plain;
}

function symbolWithNumber(op: string, x: number): string | null {
  const number = formatNumber(x);
  switch (op) {
    case "AddBackward0":
    case "SubBackward0":
    case "MulBackward0":
    case "DivBackward0":
      return `${opSymbol(op)} ${number}`;
    case "RsubBackward0":
    case "RsubBackward1":
      return `${number} −`;
    case "PowBackward0":
      return Number.isInteger(x) && Math.abs(x) < 100 ? `x${superscript(x)}` : `x^${number}`;
    case "PowBackward1":
      return `${number}ˣ`;
    default:
      return null;
  }
}

function superscript(x: number): string {
  const digits = Array.from(String(Math.abs(x)), (digit) => superscripts[Number(digit)]);
  return `${x < 0 ? "⁻" : ""}${digits.join("")}`;
}
