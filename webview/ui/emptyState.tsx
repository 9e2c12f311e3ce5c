import type { VNode } from "preact";
import type { Emptiness } from "../emptyStateOf.js";
import type { Store } from "../store.js";
import { Button } from "./controls.js";

/** One sentence, and the button that does the thing. */
export function EmptyState({ text, actions, store }: Emptiness & { readonly store: Pick<Store, "command"> }): VNode {
  return (
    <div class="empty">
      <p>{text}</p>
      {actions.map(({ label, command }, i) => (
        <Button key={command} isSecondary={i > 0} onClick={() => store.command(command)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
