import type { GradientNode } from "./autograd/node.js";
import { noteEnd } from "./failedCall.js";
import type { Module } from "./nn/module.js";
import type { Tensor } from "./tensor.js";

/**
 * What an observer is told of a running script. The order is the order of execution:
 *
 *   opMade / opUntracked     after an op's forward, before its result is returned to the script
 *   beforeWrite              before a tensor's storage is changed in place, or exchanged by `.data =`
 *   backwardBegan            once the call's arguments have been found good
 *     nodeDone …             newest node first, each before its own vjp is applied
 *   backwardEnded            exactly once for each backwardBegan, also when something threw
 *   enterModule … leaveModule    around a module's forward, nested as the calls are, also when something threw
 *
 * Ops that backward itself runs are reported only under create_graph. A backward call in a hook is nested between the
 * outer call's events and is a call of its own.
 */
export interface Observer {
  /** Every op whose result has a grad_fn. */
  opMade(call: OpCall): void;
  /** Every other op: under no_grad, on tensors that need no gradient, `detach`, `data`, `set_data`, `item`, and factories. */
  opUntracked(call: OpCall): void;
  beforeWrite(tensor: Tensor): void;
  backwardBegan(call: BackwardCall): void;
  /**
   * The gradients with respect to the node's outputs are complete: tensor hooks have run, the node's own vjp has not.
   * For an AccumulateGrad: before it adds to `.grad`. Under `torch.autograd.grad` a leaf's node is told as well.
   */
  nodeDone(node: GradientNode, gradients: readonly (Tensor | null)[]): void;
  backwardEnded(call: BackwardCall, failed: boolean): void;
  enterModule(module: Module): void;
  leaveModule(module: Module): void;
  /** The engine brackets every call of user code (hooks, no_grad callbacks, forward) with these two. */
  saveSite(): number;
  restoreSite(site: number): void;
}

/** Plain data that describes an op call beside its tensors. */
export type Attribute =
  number | boolean | string | null | readonly Attribute[] | { readonly [name: string]: Attribute };

export interface OpCall {
  /** Key in the op table, for example "mul". An op that wrote in place has the attribute `inplace: true`. */
  readonly op: string;
  /** The grad_fn node of the result when it is tracked, else null. */
  readonly node: GradientNode | null;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Numbers that stood where a tensor can stand: they follow the tensors in the order of operands. */
  readonly scalars: readonly number[];
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The observer's own: what it knows of this call. */
  trace: unknown;
}

export interface BackwardCall {
  readonly kind: "backward" | "grad";
  readonly roots: readonly Tensor[];
  /** The tensors asked for, or null where every reachable leaf accumulates. */
  readonly inputs: readonly Tensor[] | null;
  readonly create_graph: boolean;
}

/** The attached observer. Null costs one branch wherever it is asked. */
export let observer: Observer | null = null;

/** The observer that ops report to: null while backward does its own arithmetic. */
export let opObserver: Observer | null = null;

/** Attaches the one observer, or detaches it with null. Not to be called during a backward call. */
export function setObserver(next: Observer | null): void {
  observer = next;
  opObserver = next;
}

/** Runs `body` with op reports on or off. */
export function withOpReports<Result>(on: boolean, body: () => Result): Result {
  const previous = opObserver;
  opObserver = on ? observer : null;
  try {
    return body();
  } finally {
    opObserver = previous;
  }
}

/** Runs `body` as without an observer. */
export function withoutObserver<Result>(body: () => Result): Result {
  const previous = [observer, opObserver] as const;
  observer = opObserver = null;
  try {
    return body();
  } finally {
    [observer, opObserver] = previous;
  }
}

/** Calls a function of the script's author: its ops are reported, and the site is as before afterwards. */
export function callUserCode<Result>(body: () => Result): Result {
  const current = observer;
  if (current === null) return body();
  const site = current.saveSite();
  const previous = opObserver;
  opObserver = current;
  try {
    return body();
  } catch (error) {
    noteEnd(error);
    throw error;
  } finally {
    opObserver = previous;
    current.restoreSite(site);
  }
}
