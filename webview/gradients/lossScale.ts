import type { Series } from "../../src/protocol/api.js";

/** How losses become heights: `heightOf` is 0 at the least loss and 1 at the greatest. */
export interface LossScale {
  readonly min: number;
  readonly max: number;
  readonly isLogarithmic: boolean;
  heightOf(loss: number): number;
}

/** From this ratio on, a falling curve would lie on the floor for most of the run. */
const logarithmicFrom = 1000;

/** Null where no loss is finite. */
export function lossScale({ min, max }: Pick<Series, "min" | "max">): LossScale | null {
  const least = min.reduce((a, b) => (b < a ? b : a), Infinity);
  const greatest = max.reduce((a, b) => (b > a ? b : a), -Infinity);
  if (least > greatest) return null;
  const isLogarithmic = least > 0 && greatest / least >= logarithmicFrom;
  const scaled = isLogarithmic ? Math.log : (x: number): number => x;
  const [from, to] = [scaled(least), scaled(greatest)];
  // A constant loss runs through the middle. Halves keep the difference of the greatest doubles finite.
  const heightOf = (loss: number): number => (from === to ? 0.5 : (scaled(loss) / 2 - from / 2) / (to / 2 - from / 2));
  return { min: least, max: greatest, isLogarithmic, heightOf };
}
