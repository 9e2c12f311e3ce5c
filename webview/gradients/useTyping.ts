import { useRef } from "preact/hooks";
import type { ListItem } from "./listItems.js";
import { typedItem } from "./typedItem.js";

export interface Typing {
  /** The item that is meant by the letters up to this one; -1 if none is, or the key is no letter. */
  find(event: KeyboardEvent, items: readonly ListItem[], at: number): number;
  /** The next letter begins another name. */
  forget(): void;
}

/** Letters that come slower begin another name. */
const mostMsBetweenLetters = 700;
const nothing = { text: "", time: -Infinity };

/** Names are found by typing them, as in every tree of VS Code. */
export function useTyping(): Typing {
  const typed = useRef(nothing);
  return {
    find({ key, timeStamp }, items, at) {
      // The space scrolls, and the brackets choose the pass.
      if ([...key].length !== 1 || key === " " || key === "[" || key === "]") return -1;
      const before = timeStamp - typed.current.time < mostMsBetweenLetters ? typed.current.text : "";
      typed.current = { text: before + key, time: timeStamp };
      return typedItem(items, at, typed.current.text);
    },
    forget() {
      typed.current = nothing;
    },
  };
}
