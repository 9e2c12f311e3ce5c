import type { VNode } from "preact";
import { splitName } from "./splitName.js";

/** A name that loses its middle where it has no room: the layers of a network differ at their ends. */
export function LongName({ text }: { readonly text: string }): VNode {
  const [head, tail] = splitName(text);
  return (
    <>
      <span class="name-head">{head}</span>
      {tail !== "" && <span class="name-tail">{tail}</span>}
    </>
  );
}
