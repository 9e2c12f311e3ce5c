import type { DTypeName } from "../../../src/engine/dtype.js";
import { readOracle } from "./oracle.js";

/** A tensor as the oracle writes it. */
export interface OracleTensor {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly data: readonly number[];
}

/** The same draw made twice after `manual_seed(seed)`. */
export interface RngCase<Drawn = OracleTensor> {
  readonly seed: number;
  readonly draw: string;
  readonly args: {
    readonly size?: readonly number[];
    readonly dtype?: DTypeName;
    readonly low?: number;
    readonly high?: number;
    readonly n?: number;
    readonly from?: number;
    readonly to?: number;
    readonly mean?: number | readonly number[];
    readonly std?: number | readonly number[];
    readonly p?: number | readonly number[];
    readonly lambd?: number;
    readonly median?: number;
    readonly sigma?: number;
    readonly rates?: readonly number[];
    readonly weights?: readonly number[] | readonly (readonly number[])[];
    readonly num_samples?: number;
    readonly replacement?: boolean;
    readonly logits?: readonly (readonly number[])[];
    readonly tau?: number;
    readonly hard?: boolean;
    readonly input?: readonly number[];
    readonly gain?: number;
    readonly a?: number;
    readonly b?: number;
    readonly mode?: "fan_in" | "fan_out";
    readonly nonlinearity?: "relu" | "leaky_relu";
    readonly args?: readonly number[];
    readonly layers?: readonly string[];
    readonly kwargs?: { readonly bias?: boolean; readonly dtype?: DTypeName; readonly padding_idx?: number };
  };
  readonly first: Drawn;
  readonly second: Drawn;
}

const { cases } = readOracle<{ cases: readonly RngCase<unknown>[] }>("rng/rng.json");

/** The names of all draws. */
export function rngDraws(): readonly string[] {
  return [...new Set(cases.map(({ draw }) => draw))];
}

export function rngCases<Drawn = OracleTensor>(draw: string): readonly RngCase<Drawn>[] {
  return cases.filter((one) => one.draw === draw) as readonly RngCase<Drawn>[];
}
