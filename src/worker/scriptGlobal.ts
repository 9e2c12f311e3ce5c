import { bindName } from "./names.js";
import { setSite } from "./sites.js";
import type { TopologyTable } from "./topologies.js";

/** What instrumented code calls; see src/runner/instrument. Its names are short because they stand in every stack. */
export interface ScriptGlobal {
  /** The value, and from now on ops are made at this site. */
  p<T>(site: number, value: T): T;
  /** The same where there is no argument to pass through. A shared array would cost more: engines optimise fresh ones away. */
  s(site: number): never[];
  /** The value, which is now bound to this name. */
  n<T>(binding: number, value: T): T;
}

export function scriptGlobal(topologies: TopologyTable): ScriptGlobal {
  return {
    p(site, value) {
      setSite(site);
      return value;
    },
    s(site) {
      setSite(site);
      return [];
    },
    n(binding, value) {
      bindName(topologies, binding, value);
      return value;
    },
  };
}
