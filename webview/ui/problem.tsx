import type { VNode } from "preact";
import type { Store } from "../store.js";
import { oneLine } from "./oneLine.js";

/** What the extension could not do, until it has done the next thing. */
export function Problem({ store }: { readonly store: Pick<Store, "problem"> }): VNode | null {
  const text = store.problem.value;
  return text === null ? null : (
    <p class="problem" role="alert">
      {oneLine(text)}
    </p>
  );
}
