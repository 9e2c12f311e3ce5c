import { readArguments, refuseMore } from "../arguments.js";
import { noForwardPlace, returnedNaN, wrongArgument } from "../errors.js";
import type { Tensor } from "../tensor.js";
import type { GradientNode, Gradients } from "./node.js";
import { scope, type Scope } from "./scope.js";
import { warnAnomaly, warnOnce } from "./warnings.js";

/** Where a node was made: the stack of the forward call, and the node whose vjp made it under `create_graph`. */
export interface ForwardPlace {
  readonly stack: string;
  readonly madeIn: GradientNode | null;
}

interface AnomalyOptions {
  /** Whether gradients are searched for NaN. */
  readonly check_nan?: boolean;
}

/** Where the engine's code lies, as stacks write it. */
const engineFolder = /(?:file:|\/)[^()]*\//.exec(String(new Error().stack))?.[0] ?? "";

let enabled = false;
let checkNaN = true;
let applied: GradientNode | null = null;

/**
 * Whether backward looks for anomalies.
 * https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection
 */
export function is_anomaly_enabled(): boolean {
  if (arguments.length > 0) refuseMore("is_anomaly_enabled", 0, arguments);
  return enabled;
}

/**
 * Whether anomaly mode, if it is on, searches for NaN.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_anomaly_check_nan_enabled.html
 */
export function is_anomaly_check_nan_enabled(): boolean {
  if (arguments.length > 0) refuseMore("is_anomaly_check_nan_enabled", 0, arguments);
  return checkNaN;
}

type Anomaly = Scope<[]> & Scope<[check_nan: boolean | AnomalyOptions]>;

/**
 * Inside, nodes remember where they were made, a backward that fails tells it, and one that makes a NaN throws.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.detect_anomaly
 */
export const detect_anomaly = scope("detect_anomaly(check_nan)", (...args: [(boolean | AnomalyOptions)?]) => {
  warnAnomaly();
  const { check_nan = true } = readArguments<AnomalyOptions>("detect_anomaly", ["check_nan"], args);
  return enter(true, check_nan);
}) as Anomaly;

/**
 * Switches anomaly mode on or off: as a statement, with `using`, or around a callback.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.set_detect_anomaly
 */
export const set_detect_anomaly = scope(
  "set_detect_anomaly(mode, check_nan)",
  (mode: boolean, ...args: [(boolean | AnomalyOptions)?]) => {
    if (typeof mode !== "boolean") throw wrongArgument("set_detect_anomaly", "mode", "bool", mode);
    const { check_nan = true } = readArguments<AnomalyOptions>("set_detect_anomaly", ["check_nan"], args);
    return enter(mode, check_nan);
  },
) as Scope<[mode: boolean]> & Scope<[mode: boolean, check_nan: boolean | AnomalyOptions]>;

function enter(mode: boolean, check: boolean): () => void {
  const previous = [enabled, checkNaN] as const;
  [enabled, checkNaN] = [mode, check];
  return () => {
    [enabled, checkNaN] = previous;
  };
}

/** The place of the call that is being made, for the node that it makes; null unless anomaly mode is on. */
export function placeOfForward(): ForwardPlace | null {
  if (!enabled) return null;
  return { stack: scriptFrames(String(new Error().stack)), madeIn: applied };
}

/** The frames that are the script's own; all of them where the script cannot be told from the engine. */
function scriptFrames(stack: string): string {
  const frames = stack.split("\n").slice(1);
  const own = frames.filter((frame) => !frame.includes(engineFolder) && !/\(?node:/.test(frame));
  return (own.length === 0 ? frames : own).join("\n");
}

/** Runs a node's vjp in anomaly mode: nodes that it makes remember it, and an error makes a warning that says where the node was made. */
export function applying<Result>(node: GradientNode, body: () => Result): Result {
  const outer = applied;
  applied = node;
  try {
    return body();
  } catch (error) {
    tellPlace(node);
    throw error;
  } finally {
    applied = outer;
  }
}

function tellPlace(node: GradientNode): void {
  const { origin } = node;
  const error = `Error detected in ${node.name()}. `;
  warnOnce(
    error + (origin === null ? noForwardPlace : `Traceback of forward call that caused the error:\n${origin.stack}`),
  );
  for (let maker = origin?.madeIn ?? null; maker !== null; maker = maker.origin?.madeIn ?? null) {
    const place =
      maker.origin === null
        ? noForwardPlace
        : `Traceback of forward call that induced the previous calculation:\n${maker.origin.stack}`;
    warnOnce(`\n\nPrevious calculation was induced by ${maker.name()}. ${place}`);
  }
}

/** Throws if anomaly mode is on and a gradient that a node gave has a NaN. */
export function refuseNaN(node: GradientNode, gradients: Gradients): void {
  if (!enabled || !checkNaN) return;
  gradients.forEach((gradient, i) => {
    if (gradient !== null && hasNaN(gradient)) throw returnedNaN(node.name(), i);
  });
}

function hasNaN(gradient: Tensor): boolean {
  return (gradient.detach().flatten().tolist() as number[]).some(Number.isNaN);
}
