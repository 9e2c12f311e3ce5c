import { gradientEdge } from "../engine/autograd/edges.js";
import type { GradientNode } from "../engine/autograd/node.js";
import { sameShape } from "../engine/shape.js";
import type { Tensor } from "../engine/tensor.js";
import { traceOf } from "./trace.js";

/** A tensor in the graph that a backward call goes through. */
export interface Vertex {
  /** The node that made it, or that accumulates its gradient; null where no gradient goes. */
  readonly node: GradientNode | null;
  /** Which of the node's results it is. */
  readonly output: number;
  /** Null where it is no longer known; a vertex without a node is a tensor. */
  readonly tensor: Tensor | null;
  /** Positions of its inputs among the vertices. */
  readonly inputs: readonly number[];
}

export interface Graph {
  /** Inputs before their users; an op with several results makes as many vertices in a row. */
  readonly vertices: readonly Vertex[];
  /** Where a node's first result is, or a tensor that no gradient goes to. */
  readonly positions: ReadonlyMap<GradientNode | Tensor, number>;
}

/** Where the vertex was made: an op that wrote in place has another place than the tensor that it wrote to. */
export function vertexSite({ node, tensor }: Vertex): number {
  const calledAt = node?.call?.trace;
  return typeof calledAt === "number" ? calledAt : ((tensor ? traceOf(tensor) : null)?.site ?? 0);
}

/** A tensor as an op's input, with the edge by which a gradient goes back to it. */
interface Source {
  readonly node: GradientNode | null;
  readonly output: number;
  readonly tensor: Tensor | null;
}

interface Visit {
  readonly source: Source;
  readonly sources: readonly Source[];
  next: number;
}

/** The graph behind the roots. */
export function collectGraph(roots: readonly Tensor[]): Graph {
  const positions = new Map<GradientNode | Tensor, number>();
  const vertices: Vertex[] = [];
  const open: Visit[] = [];
  const visit = (source: Source): void => {
    const key = source.node ?? source.tensor;
    if (key !== null && !positions.has(key)) open.push({ source, sources: sourcesOf(source.node), next: 0 });
  };
  for (const root of roots) {
    visit(sourceOf(root));
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const source = top.sources[top.next++];
      if (source !== undefined) visit(source);
      else {
        open.pop();
        addResults(vertices, positions, top);
      }
    }
  }
  return { vertices, positions };
}

function addResults(vertices: Vertex[], positions: Map<GradientNode | Tensor, number>, visit: Visit): void {
  const { node, output, tensor } = visit.source;
  const key = (node ?? tensor)!;
  // It may have been reached once more on the way to it.
  if (positions.has(key)) return;
  positions.set(key, vertices.length);
  const inputs: number[] = [];
  for (const source of visit.sources) {
    const position = positions.get((source.node ?? source.tensor)!);
    if (position !== undefined) inputs.push(position + source.output);
  }
  if (node === null) vertices.push({ node, output, tensor, inputs });
  else {
    for (let i = 0; i < node.outputCount; i++) {
      const reached = i === output ? tensor : null;
      vertices.push({ node, output: i, tensor: resultOf(node, i, reached), inputs });
    }
  }
}

/**
 * The tensor that is a node's result: the one by which the node was reached, or as its call tells. Neither need be it: the
 * call of a write through a view tells of the view, but its node is that of the whole tensor.
 */
function resultOf(node: GradientNode, output: number, reached: Tensor | null): Tensor | null {
  const shape = node.outputShape(output);
  if (reached !== null && sameShape(reached.shape, shape)) return reached;
  const told = node.call?.outputs[output];
  return told !== undefined && sameShape(told.shape, shape) ? told : null;
}

function sourceOf(tensor: Tensor): Source {
  const edge = gradientEdge(tensor);
  return { node: edge?.node ?? null, output: edge?.output ?? 0, tensor };
}

const noSources: readonly Source[] = [];

/** What flowed into a node: its tensors with the edges they had then; where those are forgotten, the edges alone. */
function sourcesOf(node: GradientNode | null): readonly Source[] {
  if (node === null) return noSources;
  const inputs = node.call?.inputs;
  const count = Math.max(inputs?.length ?? 0, node.edges.length);
  if (count === 0) return noSources;
  const sources: Source[] = [];
  for (let i = 0; i < count; i++) {
    const edge = node.edges[i] ?? null;
    const tensor = inputs?.[i] ?? edge?.node.variable ?? edge?.node.call?.outputs[edge.output] ?? null;
    sources.push({ node: edge?.node ?? null, output: edge?.output ?? 0, tensor });
  }
  return sources;
}
