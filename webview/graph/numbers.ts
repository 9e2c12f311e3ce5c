import type { Pass, PassTensor, ThinnedPassTensor, TopologyNode } from "../../src/protocol/api.js";
import { type Tone, toneOf } from "../tensors/tone.js";
import type { Graph } from "./graph.js";

export interface Gradient {
  readonly tone: Tone;
  readonly norm: number;
}

/** What one pass says of each node of a graph. */
export interface Numbers {
  readonly graph: Graph;
  readonly pass: Pass;
  /** Null where none arrived. */
  readonly gradients: readonly (Gradient | null)[];
  /** By node; null where the pass says nothing of it. */
  readonly full: readonly (PassTensor | null)[];
  readonly thinned: readonly (ThinnedPassTensor | null)[];
}

export function passNumbers(graph: Graph, pass: Pass): Numbers {
  const full = inOrder(graph, pass.kind === "full" ? pass.tensors : []);
  const thinned = inOrder(graph, pass.kind === "thinned" ? pass.tensors : []);
  const gradients = graph.nodes.map((_, v) => fullGradient(full[v]!) ?? thinnedGradient(thinned[v]!));
  return { graph, pass, gradients, full, thinned };
}

/** The norm over all parameters among the nodes, and how many these are. */
export function parameterGradient(
  { graph, gradients }: Numbers,
  nodes: Int32Array,
): { readonly gradient: Gradient | null; readonly parameters: number } {
  let parameters = 0;
  let squares = 0;
  const tones = new Set<Tone>();
  for (const v of nodes) {
    if (!isParameter(graph.nodes[v]!)) continue;
    parameters++;
    const gradient = gradients[v]!;
    if (gradient === null) continue;
    tones.add(gradient.tone);
    squares += gradient.norm ** 2;
  }
  if (tones.size === 0) return { gradient: null, parameters };
  const [only] = tones;
  const tone = tones.has("nonFinite") ? "nonFinite" : tones.size === 1 ? only! : "mixed";
  return { gradient: { tone, norm: Math.sqrt(squares) }, parameters };
}

function isParameter({ leaf, requires_grad }: TopologyNode): boolean {
  return leaf && requires_grad;
}

function inOrder<T extends { readonly node: number }>(graph: Graph, tensors: readonly T[]): readonly (T | null)[] {
  const result = new Array<T | null>(graph.nodes.length).fill(null);
  for (const tensor of tensors) {
    const index = graph.indexOf(tensor.node);
    if (index >= 0) result[index] = tensor;
  }
  return result;
}

function fullGradient(tensor: PassTensor | null): Gradient | null {
  if (!tensor?.grad) return null;
  const { norm, counts } = tensor.grad;
  const hasInfinity = counts.posInf + counts.negInf > 0;
  return { tone: toneOf(tensor.grad), norm: counts.nan > 0 ? NaN : hasInfinity ? Infinity : (norm ?? 0) };
}

function thinnedGradient(tensor: ThinnedPassTensor | null): Gradient | null {
  if (tensor === null || (tensor.gradNorm === null && tensor.gradNonFinite === 0)) return null;
  return tensor.gradNonFinite > 0 ? { tone: "nonFinite", norm: NaN } : { tone: "none", norm: tensor.gradNorm ?? 0 };
}
