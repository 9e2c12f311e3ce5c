import type MagicString from "magic-string";
import type { Span } from "./syntaxTree.js";

interface Edit extends Span {
  readonly before: string;
  readonly after: string;
  readonly order: number;
}

/**
 * Insertions around stretches of a text. Stretches nest as the syntax does, whatever the order in which they were asked
 * for: what closes at a place comes before what opens there, inner closes before outer, outer opens before inner. Of two
 * that cover the same stretch, the one that was asked for first is the outer.
 */
export class Edits {
  readonly #edits: Edit[] = [];

  wrap({ start, end }: Span, before: string, after: string): void {
    this.#edits.push({ start, end, before, after, order: this.#edits.length });
  }

  applyTo(text: MagicString): void {
    const closing = this.#edits.filter((edit) => edit.after !== "");
    closing.sort((a, b) => a.end - b.end || b.start - a.start || b.order - a.order);
    for (const edit of closing) text.appendLeft(edit.end, edit.after);
    const opening = this.#edits.filter((edit) => edit.before !== "");
    opening.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
    for (const edit of opening) text.appendLeft(edit.start, edit.before);
  }
}
