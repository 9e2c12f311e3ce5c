import { bindName } from "./names.js";
import { currentSite, setSite } from "./sites.js";
import type { TopologyTable } from "./topologies.js";

/** What instrumented code calls; see src/runner/instrument. Its names are short because they stand in every stack. */
export interface ScriptGlobal {
  /** The value, and from now on ops are made at this site. */
  p<T>(site: number, value: T): T;
  /** The same where there is no argument to pass through. A shared array would cost more: engines optimise fresh ones away. */
  s(site: number): never[];
  /** The value, which is now bound to this name. */
  n<T>(binding: number, value: T): T;
  /** The value, with what is read now bound to this watch. */
  w<T>(binding: number, read: () => unknown, value?: T): T | undefined;
}

export function scriptGlobal(topologies: TopologyTable): ScriptGlobal {
  let isReading = false;
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
    w(binding, read, value) {
      // A getter that is watched within itself would be read for ever.
      if (isReading) return value;
      isReading = true;
      const site = currentSite();
      try {
        bindName(topologies, binding, read());
      } catch {
        // What cannot be read is no tensor; the script has not asked for it.
      } finally {
        setSite(site);
        isReading = false;
      }
      return value;
    },
  };
}
