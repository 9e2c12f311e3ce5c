import { warnOnce } from "../../autograd/warnings.js";
import { pythonNumber } from "../../pythonValues.js";

export function warnIdleDropout(dropout: number, layers: number): void {
  warnOnce(
    `dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers greater than 1, but got dropout=${pythonNumber(dropout)} and num_layers=${layers}`,
  );
}
