import type { GradientNode } from "../engine/autograd/node.js";
import type { BackwardCall, Observer, OpCall } from "../engine/observer.js";
import type { Tensor } from "../engine/tensor.js";
import { encodePass, tensorNumbers, type TensorNumbers } from "../protocol/passBytes.js";
import { collectGraph, type Vertex } from "./graph.js";
import { currentSite, setSite } from "./sites.js";
import { entriesOf } from "./tensorEntries.js";
import type { KnownTopology, TopologyTable } from "./topologies.js";
import { beginTrace, traceOf } from "./trace.js";

export interface RecorderOptions {
  readonly topologies: TopologyTable;
  writePass(bytes: Uint8Array): void;
  /** Called inside backward when a node's gradient is complete. */
  nodeDone(): void;
}

/** A backward call that is under way. */
interface ActivePass {
  readonly order: number;
  readonly call: BackwardCall;
  readonly site: number;
  readonly loss: number | null;
  readonly scalars: readonly number[];
  readonly vertices: readonly Vertex[];
  readonly topology: KnownTopology;
  /** The position of a node's first result among the vertices. */
  readonly positions: ReadonlyMap<GradientNode, number>;
  readonly value: readonly (TensorNumbers | null)[];
  readonly grad: (TensorNumbers | null)[];
}

/**
 * Turns what the engine's observer sees into passes. Passes are numbered by the order in which their calls began, so a
 * call within another (in a hook) is held back until the outer one has been written.
 */
export class Recorder implements Observer {
  readonly #active: ActivePass[] = [];
  #finished: { readonly order: number; readonly bytes: Uint8Array }[] = [];
  #began = 0;

  constructor(readonly options: RecorderOptions) {}

  opMade(call: OpCall): void {
    const site = currentSite();
    call.trace = site;
    for (const output of call.outputs) if (!traceOf(output)) beginTrace(output, site);
  }

  opUntracked(call: OpCall): void {
    this.opMade(call);
  }

  beforeWrite(): void {
    return;
  }

  backwardBegan(call: BackwardCall): void {
    const vertices = collectGraph(call.roots);
    const positions = new Map<GradientNode, number>();
    vertices.forEach(({ node }, i) => {
      if (node && !positions.has(node)) positions.set(node, i);
    });
    this.#active.push({
      order: this.#began++,
      call,
      site: currentSite(),
      loss: lossOf(call.roots),
      scalars: vertices.flatMap(({ node, output }) => (output === 0 ? (node?.call?.scalars ?? []) : [])),
      vertices,
      topology: this.options.topologies.find(vertices),
      positions,
      value: vertices.map(({ tensor }) => numbersOf(tensor)),
      grad: vertices.map(() => null),
    });
  }

  nodeDone(node: GradientNode, gradients: readonly (Tensor | null)[]): void {
    const pass = this.#active.at(-1);
    const position = pass?.positions.get(node);
    if (!pass || position === undefined) return;
    gradients.forEach((gradient, output) => (pass.grad[position + output] = numbersOf(gradient)));
    this.options.nodeDone();
  }

  backwardEnded(call: BackwardCall): void {
    const pass = this.#active.pop();
    if (pass?.call !== call) throw new Error("The engine ended a backward call that is not the innermost one.");
    this.#finished.push({ order: pass.order, bytes: encode(pass) });
    this.#tellNodes(pass);
    if (this.#active.length > 0) return;
    for (const { bytes } of this.#finished.sort((a, b) => a.order - b.order)) this.options.writePass(bytes);
    this.#finished = [];
  }

  saveSite(): number {
    return currentSite();
  }

  restoreSite(site: number): void {
    setSite(site);
  }

  /** From now on a name that one of these tensors gets is told at once; those that the topology lacks are told now. */
  #tellNodes({ vertices, topology }: ActivePass): void {
    vertices.forEach(({ tensor }, position) => {
      const trace = tensor && traceOf(tensor);
      if (!trace) return;
      trace.topology = topology;
      trace.position = position;
      for (const binding of trace.bindings) this.options.topologies.bind(topology, position, binding);
    });
  }
}

function encode({ vertices, topology, site, loss, scalars, value, grad }: ActivePass): Uint8Array {
  const accumulated = vertices.map(({ tensor }) => numbersOf(tensor && keptGradient(tensor)));
  return encodePass(topology.nodes, { topology: topology.id, site, loss, scalars, value, grad, accumulated });
}

/** What the script reads as `.grad`, without the warning that reading it of other tensors gives. */
function keptGradient(tensor: Tensor): Tensor | null {
  return tensor.requires_grad && (tensor.is_leaf || tensor.retains_grad) ? tensor.grad : null;
}

function lossOf(roots: readonly Tensor[]): number | null {
  const [root] = roots;
  return roots.length === 1 && root?.numel() === 1 ? root.storage.read(root.offset) : null;
}

function numbersOf(tensor: Tensor | null): TensorNumbers | null {
  return tensor && tensorNumbers(entriesOf(tensor));
}
