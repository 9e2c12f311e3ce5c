import { booleanArgument, integerArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { FactoryOptions } from "../module/factory.js";
import { warnIdleDropout } from "./warnings.js";

export interface RecurrentSizes {
  /** How many features an input has. */
  readonly input_size: number;
  /** How many features the hidden state has. */
  readonly hidden_size: number;
}

export interface RecurrentOptions extends FactoryOptions {
  /** How many layers stand one upon the other; 1 unless given. */
  readonly num_layers?: number;
  /** Whether biases are added; true unless given. */
  readonly bias?: boolean;
  /** Whether input and output are [batch, steps, features] instead of [steps, batch, features]. */
  readonly batch_first?: boolean;
  /** With which probability an element of what one layer gives to the next becomes 0 while training; 0 unless given. */
  readonly dropout?: number;
  /** Whether each layer runs backwards over the steps, too. */
  readonly bidirectional?: boolean;
}

/** The arguments that all have, in PyTorch's order. */
export const recurrentNames = ["num_layers", "bias", "batch_first", "dropout", "bidirectional"] as const;

type Given = Partial<RecurrentSizes & RecurrentOptions & { readonly proj_size: number }>;

interface Settings extends Required<RecurrentSizes & Omit<RecurrentOptions, keyof FactoryOptions>> {
  readonly proj_size: number;
}

/** Checks the settings in PyTorch's order and fills in the defaults. */
export function settingsOf(module: string, given: Given): Settings {
  for (const name of ["input_size", "hidden_size"] as const)
    if (given[name] === undefined) throw errors.missingArgument(`${module}.__init__`, name);
  const num_layers = integerArgument(module, "num_layers", given.num_layers ?? 1);
  const dropout = dropoutOf(given.dropout ?? 0);
  if (dropout > 0 && num_layers === 1) warnIdleDropout(dropout, num_layers);
  const bias = flagOf("bias", given.bias, true);
  const batch_first = flagOf("batch_first", given.batch_first, false);
  const input_size = sizeOf("input_size", given.input_size);
  const hidden_size = sizeOf("hidden_size", given.hidden_size);
  if (num_layers <= 0) throw errors.notAboveZero("num_layers");
  const proj_size = integerArgument(module, "proj_size", given.proj_size ?? 0);
  if (proj_size < 0) throw errors.negativeProjection();
  if (proj_size >= hidden_size) throw errors.projectionTooLarge();
  const bidirectional = booleanArgument(module, "bidirectional", given.bidirectional, false);
  return { input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size };
}

function dropoutOf(dropout: unknown): number {
  if (typeof dropout !== "number" || !(dropout >= 0 && dropout <= 1)) throw errors.recurrentDropout();
  return dropout;
}

function flagOf(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value !== "boolean") throw errors.recurrentArgumentType(name, "bool", value);
  return value;
}

function sizeOf(name: string, value: unknown): number {
  if (!Number.isInteger(value)) throw errors.recurrentArgumentType(name, "int", value);
  if ((value as number) <= 0) throw errors.notAboveZero(name);
  return value as number;
}
