import type { BoundEntry, NodeEntry, TopologyEntry } from "../protocol/entry.js";
import { vertexSite, type Vertex } from "./graph.js";
import { traceOf } from "./trace.js";

export interface KnownTopology {
  readonly id: number;
  readonly nodes: readonly NodeEntry[];
  readonly signature: readonly number[];
  /** The names that have been told of each node. */
  readonly bindings: readonly Set<number>[];
}

const mostKnown = 1_000;

/**
 * Recognises graphs of the same structure: same ops at the same sites, on tensors of the same shapes and dtypes, joined in
 * the same way. Names are no part of it, since a tensor can be bound to one later; only leaves that are known to have
 * different names are told apart, because one site (a helper function) can make them all.
 */
export class TopologyTable {
  readonly #known = new Map<number, KnownTopology[]>();
  readonly #ids = new Map<string, number>();
  #count = 0;
  #nextId = 0;
  #nextNode = 1;

  constructor(readonly write: (entry: TopologyEntry | BoundEntry) => void) {}

  find(vertices: readonly Vertex[]): KnownTopology {
    const signature: number[] = [];
    for (const vertex of vertices) this.#sign(vertex, signature);
    const hash = hashOf(signature);
    const candidates = this.#known.get(hash) ?? [];
    const found = candidates.find((known) => equal(known.signature, signature) && sameLeaves(known, vertices));
    return found ?? this.#add(vertices, signature, hash);
  }

  /** Tells a name that a node got after its topology was written; each only once. */
  bind({ id, nodes, bindings }: KnownTopology, position: number, binding: number): void {
    if (bindings[position]!.has(binding)) return;
    bindings[position]!.add(binding);
    this.write({ kind: "bound", topology: id, node: nodes[position]!.id, binding });
  }

  #add(vertices: readonly Vertex[], signature: readonly number[], hash: number): KnownTopology {
    const firstNode = this.#nextNode;
    this.#nextNode += vertices.length;
    const nodes = vertices.map((vertex, i) => nodeEntry(vertex, firstNode, i));
    const id = this.#nextId++;
    const known = { id, nodes, signature, bindings: nodes.map(({ bindings }) => new Set(bindings)) };
    if (++this.#count > mostKnown) {
      this.#known.clear();
      this.#count = 1;
    }
    this.#known.set(hash, [...(this.#known.get(hash) ?? []), known]);
    this.write({ kind: "topology", id, nodes });
    return known;
  }

  #sign(vertex: Vertex, signature: number[]): void {
    const { node, output, tensor, inputs } = vertex;
    signature.push(this.#idOf(opName(node)), output, inputs.length, ...inputs);
    if (!tensor) return;
    signature.push(vertexSite(vertex), this.#idOf(tensor.dtype.name), tensor.requires_grad ? 1 : 0);
    signature.push(tensor.shape.length, ...tensor.shape);
    if (!node?.call) return;
    signature.push(node.call.scalars.length);
    for (const name in node.call.attributes) {
      signature.push(this.#idOf(name), this.#idOf(JSON.stringify(node.call.attributes[name])));
    }
  }

  #idOf(name: string): number {
    const id = this.#ids.get(name) ?? this.#ids.size + 1;
    this.#ids.set(name, id);
    return id;
  }
}

function opName(node: Vertex["node"]): string {
  return node ? node.name().replace("torch::autograd::", "") : "input";
}

function nodeEntry(vertex: Vertex, firstNode: number, position: number): NodeEntry {
  const { node, output, tensor, inputs } = vertex;
  const trace = tensor && traceOf(tensor);
  return {
    id: firstNode + position,
    op: opName(node),
    inputs: inputs.map((input) => firstNode + input),
    attributes: node?.call?.attributes ?? {},
    scalars: output === 0 ? (node?.call?.scalars.length ?? 0) : 0,
    shape: tensor?.shape ?? [],
    dtype: tensor?.dtype.name ?? "float32",
    requires_grad: node !== null,
    site: vertexSite(vertex) || null,
    bindings: trace ? [...trace.bindings] : [],
    path: null,
    module: null,
  };
}

function sameLeaves(known: KnownTopology, vertices: readonly Vertex[]): boolean {
  return vertices.every(({ inputs, tensor }, i) => {
    const bindings = inputs.length === 0 && tensor ? traceOf(tensor)?.bindings : undefined;
    const told = known.bindings[i]!;
    return !bindings?.length || told.size === 0 || bindings.some((binding) => told.has(binding));
  });
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** FNV-1a over whole numbers. */
function hashOf(numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const x of numbers) hash = Math.imul(hash ^ x, 0x01000193);
  return hash;
}
