import type { VNode } from "preact";
import type { ScriptError } from "../../src/protocol/entry.js";
import { errorDetails } from "../../src/protocol/errorDetails.js";
import type { Store } from "../store.js";
import { oneLine } from "../ui/oneLine.js";

/** What ended the run, with a way to the place in the script. */
export function ErrorBox({ error, store }: { readonly error: ScriptError; readonly store: Store }): VNode {
  const details = errorDetails(error);
  return (
    <section class="error" aria-label="Error">
      <p class="error-message">
        {error.name}: {error.message}
      </p>
      {details !== null && <p class="error-details">{oneLine(details)}</p>}
      {error.range !== null && (
        <a
          href="#error"
          onClick={(event) => {
            event.preventDefault();
            store.command("revealError");
          }}
        >
          line {error.range.line}
          <span class="column">, column {error.range.column}</span>
        </a>
      )}
    </section>
  );
}
