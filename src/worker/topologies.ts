import { printedName } from "../engine/autograd/node.js";
import type { Attribute, BoundEntry, NodeEntry, TopologyEntry } from "../protocol/entry.js";
import { topologyLimits } from "../protocol/topologyLimits.js";
import { vertexSite, type Vertex } from "./graph.js";
import { traceOf } from "./trace.js";

export interface KnownTopology {
  readonly id: number;
  readonly nodes: readonly NodeEntry[];
  readonly signature: readonly number[];
  /** The names that have been told of each node. */
  readonly bindings: readonly number[][];
  /** By name the position that had it last when a pass began; null where that was not the same in all passes. */
  readonly holders: Map<number, number | null>;
}

const limits = topologyLimits.recorder;

/**
 * Recognises graphs of the same structure: same ops at the same sites, with results of the same shapes and dtypes, joined
 * in the same way. Names are no part of it, since a tensor can be bound to one later; only leaves that are known to have
 * different names are told apart, because one site (a helper function) can make them all.
 */
export class TopologyTable {
  readonly #known = new Map<number, KnownTopology[]>();
  /** Stands in signatures for texts. */
  readonly #ids = new Map<string, number>();
  #knownCount = 0;
  #knownNodes = 0;
  #nextId = 0;
  #nextNode = 1;

  constructor(readonly write: (entry: TopologyEntry | BoundEntry) => void) {}

  find(vertices: readonly Vertex[]): KnownTopology {
    const signature: number[] = [];
    for (const vertex of vertices) this.#sign(vertex, signature);
    const hash = hashOf(signature);
    for (const known of this.#known.get(hash) ?? []) {
      if (equal(known.signature, signature) && sameLeaves(known, vertices)) return known;
    }
    return this.#add(vertices, signature, hash);
  }

  /** Tells a name that a node got after its topology was written; each only once. */
  bind({ id, nodes, bindings, holders }: KnownTopology, position: number, binding: number): void {
    const told = bindings[position]!;
    if (told.includes(binding)) return;
    told.push(binding);
    this.write({ kind: "bound", topology: id, node: nodes[position]!.id, binding, holds: !holders.has(binding) });
  }

  /** Tells which of several nodes a name stands for when a pass begins, or that it changes from pass to pass. */
  hold({ id, nodes, bindings, holders }: KnownTopology, position: number, binding: number): void {
    const holder = holders.get(binding);
    if (holder === position || holder === null) return;
    const isFirst = holder === undefined;
    holders.set(binding, isFirst ? position : null);
    if (isFirst && !bindings.some((each, i) => i !== position && each.includes(binding))) return;
    this.write({ kind: "bound", topology: id, node: isFirst ? nodes[position]!.id : null, binding, holds: true });
  }

  #add(vertices: readonly Vertex[], signature: readonly number[], hash: number): KnownTopology {
    const firstNode = this.#nextNode;
    this.#nextNode += vertices.length;
    const nodes = vertices.map((vertex, i) => nodeEntry(vertex, firstNode, i));
    const bindings = nodes.map((node) => [...node.bindings]);
    const known = { id: this.#nextId++, nodes, signature, bindings, holders: new Map<number, number | null>() };
    if (this.#knownCount === limits.topologies || this.#knownNodes + nodes.length > limits.nodes) this.#forget();
    this.#knownCount++;
    this.#knownNodes += nodes.length;
    this.#known.set(hash, [...(this.#known.get(hash) ?? []), known]);
    this.write({ kind: "topology", id: known.id, nodes });
    return known;
  }

  /** A graph that comes again is a new topology. */
  #forget(): void {
    this.#known.clear();
    this.#knownCount = 0;
    this.#knownNodes = 0;
  }

  #sign(vertex: Vertex, signature: number[]): void {
    const { node, output, inputs } = vertex;
    signature.push(node === null ? 0 : this.#idOf(node.name()), output, vertexSite(vertex), inputs.length);
    for (const input of inputs) signature.push(input);
    const shape = shapeOf(vertex);
    signature.push(this.#idOf(dtypeOf(vertex)), shape.length);
    for (const size of shape) signature.push(size);
    const trace = vertex.tensor && traceOf(vertex.tensor);
    signature.push(this.#idOf(trace?.path ?? ""), this.#idOf(trace?.module ?? ""));
    const call = node?.call;
    if (!call || output > 0) return;
    signature.push(call.scalars.length);
    for (const name in call.attributes) this.#signAttribute(name, call.attributes[name]!, signature);
  }

  #signAttribute(name: string, value: Attribute, signature: number[]): void {
    if (Number.isSafeInteger(value)) signature.push(this.#idOf(name), 0, value as number);
    else signature.push(this.#idOf(name), 1, this.#idOf(JSON.stringify(value)));
  }

  #idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(name, id);
    return id;
  }
}

function nodeEntry(vertex: Vertex, firstNode: number, position: number): NodeEntry {
  const { node, output, tensor, inputs } = vertex;
  const trace = tensor && traceOf(tensor);
  return {
    id: firstNode + position,
    op: node ? printedName(node) : "input",
    inputs: inputs.map((input) => firstNode + input),
    attributes: node?.call?.attributes ?? {},
    scalars: output === 0 ? (node?.call?.scalars.length ?? 0) : 0,
    shape: shapeOf(vertex),
    dtype: dtypeOf(vertex),
    requires_grad: node !== null,
    site: vertexSite(vertex) || null,
    bindings: trace?.bindings ?? [],
    path: trace?.path ?? null,
    module: trace?.module ?? null,
  };
}

function shapeOf({ node, output, tensor }: Vertex): readonly number[] {
  return node ? node.outputShape(output) : tensor!.shape;
}

function dtypeOf({ node, output, tensor }: Vertex): string {
  // A leaf can take gradients of any dtype; what a custom function returned beside tensors has none.
  return (node?.outputDtype(output) ?? tensor?.dtype)?.name ?? "none";
}

function sameLeaves(known: KnownTopology, vertices: readonly Vertex[]): boolean {
  for (let i = 0; i < vertices.length; i++) {
    const { inputs, tensor } = vertices[i]!;
    const bindings = inputs.length === 0 && tensor ? traceOf(tensor)?.bindings : undefined;
    const told = known.bindings[i]!;
    if (bindings?.length && told.length > 0 && !bindings.some((binding) => told.includes(binding))) return false;
  }
  return true;
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** FNV-1a over whole numbers. */
function hashOf(numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const x of numbers) hash = Math.imul(hash ^ x, 0x01000193);
  return hash;
}
