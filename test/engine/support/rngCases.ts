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
    readonly gain?: number;
    readonly a?: number;
    readonly b?: number;
    readonly mode?: "fan_in" | "fan_out";
    readonly nonlinearity?: "relu" | "leaky_relu";
    readonly args?: readonly number[];
    readonly kwargs?: { readonly bias?: boolean; readonly dtype?: DTypeName; readonly padding_idx?: number };
  };
  readonly first: Drawn;
  readonly second: Drawn;
}

export function rngCases<Drawn = OracleTensor>(draw: string): readonly RngCase<Drawn>[] {
  return readOracle<{ cases: readonly RngCase<Drawn>[] }>("rng/rng.json").cases.filter((one) => one.draw === draw);
}
