import { Callable } from "../callable.js";
import type { Module } from "../module.js";

/** Whether a value is a module. Nothing but modules is made by `Callable`. */
export function isModule(value: unknown): value is Module {
  return value instanceof Callable;
}
