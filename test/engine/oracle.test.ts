import { readOracle } from "./support/oracle.js";
import { checkOracleCase, type OracleCase } from "./support/oracleCase.js";

/** Some of the calls of each op: results, gradients, tangents, second derivatives and node names are PyTorch's. */
const families = ["arithmetic", "functions", "reductions", "products", "shapes", "losses"] as const;

for (const family of families) {
  describe(`PyTorch's answers: ${family}`, () => {
    for (const oracle of readOracle<readonly OracleCase[]>(`ops/${family}.json`)) {
      it(oracle.note === undefined ? oracle.id : `${oracle.id}: ${oracle.note}`, () => {
        checkOracleCase(oracle);
      });
    }
  });
}
