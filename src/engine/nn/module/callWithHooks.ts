import { isOptions } from "../../arguments.js";
import { callUserCode } from "../../observer.js";
import * as errors from "../../errors.js";
import { warnOnce } from "../../autograd/warnings.js";
import type { Module } from "../module.js";
import { BackwardHooks, runRegularHook } from "./backwardHooks.js";
import { runForward } from "./forwardArguments.js";
import { globalHooks, type Keywords, type ModuleHooks, type Registration } from "./moduleHooks.js";

/** What one call was given, and what came of it so far. */
interface Call {
  readonly module: Module;
  readonly hooks: readonly ModuleHooks[];
  args: readonly unknown[];
  kwargs: Keywords;
  result: unknown;
  /** The hooks that are called whatever happens, and have been. */
  readonly called: Set<Registration>;
}

/** Calls a module's `forward` with the hooks of all modules and its own around it. */
export function callWithHooks(module: Module, own: ModuleHooks | null, given: readonly unknown[]): unknown {
  const last = given.at(-1);
  const hooks = own === null ? [globalHooks] : [globalHooks, own];
  const args = isOptions(last) ? given.slice(0, -1) : given;
  const call: Call = { module, hooks, args, kwargs: isOptions(last) ? last : {}, result: null, called: new Set() };
  try {
    run(call);
  } catch (error) {
    runAlwaysCalled(call);
    throw error;
  }
  return call.result;
}

function run(call: Call): void {
  const { module, hooks } = call;
  const backwardPre = hooks.flatMap(({ backwardPre }) => [...backwardPre]);
  const full = hooks.flatMap(({ backward, isFull }) => (isFull === true ? [...backward] : []));
  const regular = hooks.flatMap(({ backward, isFull }) => (isFull === false ? [...backward] : []));
  for (const registration of hooks.flatMap(({ forwardPre }) => [...forwardPre])) runPreHook(call, registration);
  const backward = backwardPre.length + full.length > 0 ? new BackwardHooks(module, full, backwardPre) : null;
  if (backward !== null) call.args = backward.ofInputs(call.args);
  call.result = callForward(call);
  for (const registration of hooks.flatMap(({ forward }) => [...forward])) {
    call.called.add(registration);
    runForwardHook(call, registration);
  }
  if (backward !== null) call.result = backward.ofResult(call.result);
  for (const { hook } of regular) runRegularHook(module, hook, call.result);
}

function callForward({ module, args, kwargs }: Call): unknown {
  const all = Object.keys(kwargs).length > 0 ? [...args, kwargs] : args;
  return callUserCode(() => runForward(module, all));
}

function runPreHook(call: Call, { hook, withKwargs }: Registration): void {
  const { module, args, kwargs } = call;
  const given = withKwargs ? [module, args, kwargs] : [module, args];
  const result: unknown = callUserCode(() => hook(...given));
  if (result === undefined || result === null) return;
  if (!withKwargs) {
    call.args = Array.isArray(result) ? result : [result];
    return;
  }
  const [newArgs, newKwargs, ...rest] = Array.isArray(result) ? (result as unknown[]) : [];
  if (!Array.isArray(newArgs) || !isOptions(newKwargs) || rest.length > 0) throw errors.preHookReturned(result);
  call.args = newArgs;
  call.kwargs = newKwargs;
}

function runForwardHook(call: Call, { hook, withKwargs }: Registration): void {
  const { module, args, kwargs, result } = call;
  const given = withKwargs ? [module, args, kwargs, result] : [module, args, result];
  const replaced: unknown = callUserCode(() => hook(...given));
  if (replaced !== undefined && replaced !== null) call.result = replaced;
}

/** An error that such a hook throws beside the first one is told and no more. */
function runAlwaysCalled(call: Call): void {
  for (const registration of call.hooks.flatMap(({ forward }) => [...forward])) {
    if (!registration.alwaysCall || call.called.has(registration)) continue;
    try {
      runForwardHook(call, registration);
    } catch (error) {
      warnOnce(
        `module forward hook with \`\`always_call=True\`\` raised an exception that was silenced as another error was raised in forward: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
