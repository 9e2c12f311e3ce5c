import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import type { ValuesAndIndices } from "../../src/engine/ops/extremes.js";
import { readOracle } from "./support/oracle.js";

/** A row with many equal elements, or NaN, and the indices that PyTorch gives of it. */
interface Row {
  readonly row: readonly (number | "NaN")[];
  readonly k: number;
  readonly topk: readonly number[];
  /** Of `topk(k, 0, false, false)`. */
  readonly least: readonly number[];
  readonly kthvalue: number;
  readonly median: number;
  readonly nanmedian: number;
  readonly mode: number;
}

const rows = readOracle<readonly Row[]>("answers/ties.json");

const indicesOf: { readonly [Name in keyof Omit<Row, "row" | "k">]: (x: torch.Tensor, k: number) => ValuesAndIndices } =
  {
    topk: (x, k) => x.topk(k),
    least: (x, k) => x.topk(k, 0, false, false),
    kthvalue: (x, k) => x.kthvalue(k),
    median: (x) => x.median(0),
    nanmedian: (x) => x.nanmedian(0),
    mode: (x) => x.mode(0),
  };

describe("which of equal elements is chosen", () => {
  for (const [name, of] of Object.entries(indicesOf)) {
    it(`is what PyTorch chooses: ${name}`, () => {
      for (const { row, k, ...expected } of rows) {
        const x = torch.tensor(row.map(Number), { dtype: torch.float64 });
        assert.deepEqual(of(x, k).indices.tolist(), expected[name as keyof typeof expected], `${row.join()}, k = ${k}`);
      }
    });
  }
});
