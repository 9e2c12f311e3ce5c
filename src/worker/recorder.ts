import type { GradientNode } from "../engine/autograd/node.js";
import type { Module } from "../engine/nn/module.js";
import type { BackwardCall, Observer, OpCall } from "../engine/observer.js";
import type { Tensor } from "../engine/tensor.js";
import { encodePass } from "../protocol/passBytes.js";
import { tensorNumbers, type TensorNumbers } from "../protocol/tensorNumbers.js";
import { collectGraph, type Graph, type Vertex } from "./graph.js";
import { ModulePaths } from "./modulePaths.js";
import { lastBound } from "./names.js";
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
  readonly graph: Graph;
  readonly topology: KnownTopology;
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
  readonly #modules = new ModulePaths();

  constructor(readonly options: RecorderOptions) {}

  opMade(call: OpCall): void {
    const site = currentSite();
    call.trace = site;
    for (const output of call.outputs) if (!traceOf(output)) beginTrace(output, site, this.#modules.current);
  }

  opUntracked(call: OpCall): void {
    this.opMade(call);
  }

  beforeWrite(tensor: Tensor): void {
    tensor.sharedCounter().trace = currentSite();
  }

  backwardBegan(call: BackwardCall): void {
    const graph = collectGraph(call.roots);
    const { vertices } = graph;
    const topology = this.options.topologies.find(vertices);
    this.#tellNodes(vertices, topology);
    const scalars: number[] = [];
    const value: (TensorNumbers | null)[] = [];
    for (let i = 0; i < vertices.length; i++) {
      const { node, output, tensor } = vertices[i]!;
      if (output === 0 && node?.call) scalars.push(...node.call.scalars);
      value.push(tensor && isShownBy(tensor, topology, i) ? numbersOf(tensor) : null);
    }
    this.#active.push({
      order: this.#began++,
      call,
      site: currentSite(),
      loss: lossOf(call.roots),
      scalars,
      graph,
      topology,
      value,
      grad: vertices.map(() => null),
    });
  }

  nodeDone(node: GradientNode, gradients: readonly (Tensor | null)[]): void {
    const pass = this.#active.at(-1);
    const position = pass?.graph.positions.get(node);
    if (!pass || position === undefined) return;
    for (let output = 0; output < gradients.length; output++) {
      const gradient = gradients[output];
      if (gradient) pass.grad[position + output] = numbersOf(gradient);
    }
    this.options.nodeDone();
  }

  backwardEnded(call: BackwardCall, failed: boolean): void {
    const pass = this.#active.pop();
    if (pass?.call !== call) throw new Error("The engine ended a backward call that is not the innermost one.");
    this.#finished.push({ order: pass.order, bytes: encode(pass, failed) });
    if (this.#active.length > 0) return;
    for (const { bytes } of this.#finished.sort((a, b) => a.order - b.order)) this.options.writePass(bytes);
    this.#finished = [];
  }

  enterModule(module: Module): void {
    this.#modules.enter(module);
  }

  leaveModule(): void {
    this.#modules.leave();
  }

  /** The path of a module in its model, and its class, as in "hidden (Linear)"; the model itself has no path. */
  describeModule(module: Module): string {
    const path = this.#modules.pathOf(module);
    const kind = module.constructor.name;
    return path === null ? kind : `${path} (${kind})`;
  }

  saveSite(): number {
    return currentSite();
  }

  restoreSite(site: number): void {
    setSite(site);
  }

  /** From now on a name that one of these tensors gets is told at once; those that the topology lacks are told now. */
  #tellNodes(vertices: readonly Vertex[], topology: KnownTopology): void {
    for (let position = 0; position < vertices.length; position++) {
      const { tensor } = vertices[position]!;
      const trace = tensor && traceOf(tensor);
      if (!trace) continue;
      trace.topology = topology;
      trace.position = position;
      for (const binding of trace.bindings) this.options.topologies.bind(topology, position, binding);
    }
    for (let position = 0; position < vertices.length; position++) {
      const { tensor } = vertices[position]!;
      const trace = tensor && traceOf(tensor);
      if (trace?.position !== position) continue;
      for (const binding of trace.bindings) {
        if (lastBound(binding) === trace) this.options.topologies.hold(topology, position, binding);
      }
    }
  }
}

/** A tensor that was written to in place stands in the graph more than once; what it holds is the last one's value. */
function isShownBy(tensor: Tensor, topology: KnownTopology, position: number): boolean {
  const trace = traceOf(tensor);
  return !trace || trace.topology !== topology || trace.position === position;
}

function encode({ graph, topology, site, loss, scalars, value, grad }: ActivePass, failed: boolean): Uint8Array {
  const accumulated = graph.vertices.map(keptGradient);
  return encodePass(topology.nodes, { topology: topology.id, site, loss, failed, scalars, value, grad, accumulated });
}

/** What the script reads as `.grad`. Asking the tensor itself could give a warning, or an error for a view written to. */
function keptGradient({ node, output, tensor }: Vertex): TensorNumbers | null {
  const keeps = tensor !== null && (node?.variable === tensor || node?.retainedBy(output) === tensor);
  return keeps && tensor.gradient ? numbersOf(tensor.gradient) : null;
}

function lossOf(roots: readonly Tensor[]): number | null {
  const [root] = roots;
  return roots.length === 1 && root?.numel() === 1 ? root.storage.read(root.offset) : null;
}

function numbersOf(tensor: Tensor): TensorNumbers {
  return tensorNumbers(entriesOf(tensor));
}
