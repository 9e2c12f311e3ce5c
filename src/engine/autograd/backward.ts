import { invalidGradient, leafOfGrad } from "../errors.js";
import { observer, withOpReports } from "../observer.js";
import { isExpandableTo, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import { applying, is_anomaly_enabled, refuseNaN } from "./anomaly.js";
import { inGradMode } from "./gradMode.js";
import { runPostHooks, runPreHooks } from "./nodeHooks.js";
import type { Edge, GradientNode, Gradients } from "./node.js";
import { runTensorHooks } from "./tensorHooks.js";

/**
 * The backward pass. A node's turn comes when the gradients of all its outputs are complete. Nodes point only to older
 * nodes, so going through the reachable ones from the newest to the oldest is such an order; leaves' nodes, which may be
 * of any age, take their turn as soon as the last gradient has reached them. Nothing here is recursive: graphs may be
 * 100,000 nodes deep.
 */
export interface Pass {
  readonly roots: readonly Edge[];
  readonly gradients: readonly Tensor[];
  /** The places whose gradients are wanted; null for every reachable leaf's `.grad`. */
  readonly wanted: readonly Edge[] | null;
  /** Whether leaves among the wanted places add to their `.grad`. */
  readonly accumulate: boolean;
  readonly retainGraph: boolean;
  readonly createGraph: boolean;
}

/** What a pass knows of a node. */
interface Visit {
  readonly gradients: (Tensor | null)[];
  /** How many gradients are still to come, from nodes that have not had their turn. */
  pending: number;
  /** Whether the node's own vjp has to run. */
  active: boolean;
  /** Whether the gradients of the node's outputs are asked for. */
  captured: boolean;
}

type Visits = ReadonlyMap<GradientNode, Visit>;

/** A pass while it runs, for hooks that have to do with several of its nodes. */
interface RunningPass {
  /** Whether the pass comes by a node. Throws for leaves that `torch.autograd.grad` was asked for. */
  willRun(node: GradientNode): boolean;
  /** Whether all reachable leaves accumulate, rather than some places that were asked for. */
  readonly reachesAll: boolean;
}

let running: RunningPass | null = null;

/** The innermost pass that runs. */
export function currentPass(): RunningPass | null {
  return running;
}

/** Runs a pass and gives the gradients of the wanted places, null where none arrived. */
export function runPass(pass: Pass): Gradients {
  const visits = visitReachable(pass.roots);
  const order = [...visits.keys()]
    .filter((node) => !(node instanceof AccumulateGrad))
    .sort((a, b) => b.sequence - a.sequence);
  chooseActive(pass, visits, order);
  const outer = running;
  running = { willRun: (node) => willRun(pass, visits.get(node), node), reachesAll: pass.wanted === null };
  try {
    return go(pass, visits, order);
  } finally {
    running = outer;
  }
}

function willRun({ wanted, roots }: Pass, visit: Visit | undefined, node: GradientNode): boolean {
  if (visit === undefined) return false;
  // PyTorch counts the nodes that others lead to, and begins at a root that is the only one.
  if (wanted === null && roots.length === 1 && roots[0]!.node === node) return false;
  if (visit.captured && node instanceof AccumulateGrad) throw leafOfGrad();
  return isWanted(visit);
}

function go(pass: Pass, visits: Visits, order: readonly GradientNode[]): Gradients {
  return withOpReports(pass.createGraph, () =>
    inGradMode(pass.createGraph, () => {
      pass.roots.forEach((edge, i) => {
        deliver(visits, edge, fitted(pass.gradients[i]!, null, i, edge));
      });
      startAtOne(pass, visits);
      finishLeaves(pass, visits, pass.roots);
      for (const node of order) if (!node.comesFirst) takeTurn(pass, visits, node);
      return (pass.wanted ?? []).map(({ node, output }) => visits.get(node)?.gradients[output] ?? null);
    }),
  );
}

/** The hooks of the tensor that a pass starts at run even where nothing is wanted of it, if it is the only one. */
function startAtOne({ roots }: Pass, visits: Visits): void {
  const [root] = roots;
  if (root === undefined || roots.length > 1) return;
  const visit = visits.get(root.node)!;
  if (!isWanted(visit)) runTensorHooks(root.node, visit.gradients);
}

function visitReachable(roots: readonly Edge[]): Visits {
  const visits = new Map<GradientNode, Visit>();
  const stack: GradientNode[] = [];
  const reach = ({ node }: Edge): void => {
    const visit = visits.get(node);
    if (visit !== undefined) {
      visit.pending++;
      return;
    }
    const gradients = new Array<Tensor | null>(node.gradientCount).fill(null);
    visits.set(node, { gradients, pending: 1, active: true, captured: false });
    stack.push(node);
  };
  roots.forEach(reach);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const edge of node.edges) if (edge !== null) reach(edge);
  }
  return visits;
}

/** With wanted places, only nodes on a path to one of them are active. `order` is newest first. */
function chooseActive({ wanted, accumulate }: Pass, visits: Visits, order: readonly GradientNode[]): void {
  if (wanted === null) return;
  for (const visit of visits.values()) visit.active = false;
  for (const { node } of wanted) {
    const visit = visits.get(node);
    if (visit === undefined) continue;
    // A place that accumulates keeps the gradient by its node's hooks; its node runs as PyTorch's does.
    if (accumulate) visit.active = true;
    else visit.captured = true;
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!;
    const visit = visits.get(node)!;
    visit.active ||= node.edges.some((edge) => edge !== null && isWanted(visits.get(edge.node)!));
  }
}

function isWanted({ active, captured }: Visit): boolean {
  return active || captured;
}

function takeTurn(pass: Pass, visits: Visits, node: GradientNode): void {
  const visit = visits.get(node)!;
  // As in PyTorch a node runs even if no gradient has reached it: a Function may make zeros of that, hooks are told.
  if (isWanted(visit)) {
    runTensorHooks(node, visit.gradients);
    if (visit.gradients.some((gradient) => gradient !== null)) observer?.nodeDone(node, visit.gradients);
    if (visit.active) {
      const needed = node.edges.map((edge) => edge !== null && isWanted(visits.get(edge.node)!));
      const results = is_anomaly_enabled()
        ? applying(node, () => gradientsOf(node, visit.gradients, needed, pass))
        : gradientsOf(node, visit.gradients, needed, pass);
      node.edges.forEach((edge, i) => {
        const result = results[i] ?? null;
        if (edge !== null && needed[i] && result !== null) deliver(visits, edge, result);
      });
    }
    if (!visit.captured) visit.gradients.fill(null);
  }
  finishLeaves(pass, visits, node.edges);
}

/** Runs a node: its own hooks around its vjp, whose results are checked. */
function gradientsOf(node: GradientNode, gradients: Gradients, needed: readonly boolean[], pass: Pass): Gradients {
  const { retainGraph, createGraph } = pass;
  const hooks = node.ownHooks;
  const incoming = hooks === null ? gradients : runPreHooks(hooks, gradients);
  const raw = node.apply(incoming, needed, createGraph);
  const fitting = node.edges.map((edge, i) => {
    const result = raw[i] ?? null;
    if (result === null || !(needed[i] || node.showsAll)) return null;
    return edge === null ? result : fitted(result, node, i, edge);
  });
  const results = hooks === null ? fitting : runPostHooks(hooks, fitting, incoming);
  if (!retainGraph) node.release();
  refuseNaN(node, results);
  return results;
}

/** Adds a gradient to those that have reached the same output. */
function deliver(visits: Visits, { node, output }: Edge, gradient: Tensor): void {
  const { gradients } = visits.get(node)!;
  const previous = gradients[output] ?? null;
  gradients[output] = previous === null ? gradient : previous.add(gradient);
}

/** Counts the edges as done, and lets nodes that come first and wait for nothing more take their turn. */
function finishLeaves(pass: Pass, visits: Visits, edges: readonly (Edge | null)[]): void {
  for (const edge of edges) {
    if (edge === null) continue;
    const visit = visits.get(edge.node)!;
    visit.pending--;
    if (visit.pending === 0 && edge.node.comesFirst) takeTurn(pass, visits, edge.node);
  }
}

/**
 * A rule gives gradients of the broadcast shape and the common dtype; this brings them to the operand's. A pass starts with
 * gradients from no node, which no longer fit if their tensor was turned in place without grad.
 */
function fitted(gradient: Tensor, from: GradientNode | null, operand: number, { node, output }: Edge): Tensor {
  const shape = node.outputShape(output);
  let result = gradient;
  if (!sameShape(result.shape, shape)) {
    if (!isExpandableTo(shape, result.shape)) throw invalidGradient(from && from.name(), operand, result.shape, shape);
    result = result.sum_to_size(shape);
  }
  const dtype = node.outputDtype(output);
  return dtype === null || result.dtype === dtype ? result : result.to(dtype);
}
