import { gradientEdge } from "../engine/autograd/edges.js";
import type { GradientNode } from "../engine/autograd/node.js";
import type { Tensor } from "../engine/tensor.js";
import { traceOf } from "./trace.js";

/** A tensor in the graph that a backward call goes through. */
export interface Vertex {
  /** The node that made it, or that accumulates its gradient; null where no gradient goes. */
  readonly node: GradientNode | null;
  /** Which of the node's results it is. */
  readonly output: number;
  /** Null where it is no longer known. */
  readonly tensor: Tensor | null;
  /** Positions of its inputs among the vertices. */
  readonly inputs: readonly number[];
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

/** The graph behind the roots, inputs before their users; an op with several results makes as many vertices in a row. */
export function collectGraph(roots: readonly Tensor[]): readonly Vertex[] {
  const positions = new Map<GradientNode | Tensor, number>();
  const vertices: Vertex[] = [];
  const stack: Visit[] = [];
  const isNew = (source: Source): boolean => {
    const key = source.node ?? source.tensor;
    return key !== null && !positions.has(key);
  };
  const positionOf = ({ node, tensor, output }: Source): number => {
    const position = positions.get((node ?? tensor)!);
    return position === undefined ? -1 : position + output;
  };
  const visit = (source: Source): void => {
    stack.push({ source, sources: sourcesOf(source.node), next: 0 });
  };
  const finish = ({ source, sources }: Visit): void => {
    positions.set((source.node ?? source.tensor)!, vertices.length);
    const inputs = sources.map(positionOf).filter((position) => position >= 0);
    vertices.push(...results(source, inputs));
  };
  for (const root of roots) {
    const source = sourceOf(root);
    if (isNew(source)) visit(source);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const source = top.sources[top.next++];
      if (source === undefined) {
        stack.pop();
        if (isNew(top.source)) finish(top);
      } else if (isNew(source)) visit(source);
    }
  }
  return vertices;
}

function results({ node, tensor, output }: Source, inputs: readonly number[]): readonly Vertex[] {
  const outputs = node?.call?.outputs ?? [];
  if (!node || outputs.length <= 1)
    return [{ node, output: 0, tensor: outputs[0] ?? (output === 0 ? tensor : null), inputs }];
  return outputs.map((tensor, output) => ({ node, output, tensor, inputs }));
}

function sourceOf(tensor: Tensor): Source {
  return { node: gradientEdge(tensor)?.node ?? null, output: gradientEdge(tensor)?.output ?? 0, tensor };
}

/** What flowed into a node: its tensors with the edges they had then; where those are forgotten, the edges alone. */
function sourcesOf(node: GradientNode | null): readonly Source[] {
  if (!node) return [];
  const inputs = node.call?.inputs ?? [];
  const count = Math.max(inputs.length, node.edges.length);
  return Array.from({ length: count }, (_, i) => {
    const edge = node.edges[i];
    const tensor = inputs[i] ?? edge?.node.variable ?? edge?.node.call?.outputs[edge.output] ?? null;
    return { node: edge?.node ?? null, output: edge?.output ?? 0, tensor };
  });
}
