import { useEffect, useRef } from "preact/hooks";
import type { NormSeries } from "../../src/protocol/api.js";
import type { Shown } from "../reader.js";
import { hasRoomForSparks } from "./listColumns.js";
import type { NormCurves } from "./normCurves.js";

export interface Sparks {
  /** The norms of the shown graph; null until they are read. */
  readonly series: NormSeries | null;
  readonly areShown: boolean;
}

export interface SparksProps {
  readonly shown: Shown;
  readonly norms: NormCurves;
  /** The list's. */
  readonly width: number;
  readonly hasHistory: boolean;
  /** Whether no more passes come. */
  readonly hasEnded: boolean;
}

/** The curves of norms beside the tensors, where there are several passes to draw and room for them. */
export function useSparks({ shown, norms, width, hasHistory, hasEnded }: SparksProps): Sparks {
  const { run, topology } = shown;
  const curve = norms.curve.value;
  const series = curve?.run === run && curve.topology === topology?.id ? curve.series : null;
  // Until it is known how many passes went through a graph, it is as it was with the last one.
  const isOnlyPass = useRef(false);
  if (series !== null) isOnlyPass.current = hasEnded && series.passes.length < 2;
  const areWanted = hasHistory && hasRoomForSparks(width);
  useEffect(() => {
    norms.isWanted.value = areWanted;
    return () => (norms.isWanted.value = false);
  }, [norms, areWanted]);
  return { series, areShown: areWanted && !isOnlyPass.current };
}
