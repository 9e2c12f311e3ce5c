import type { Store } from "../store.js";
import type { ListItem } from "./listItems.js";
import { listMove } from "./listMove.js";
import type { ActiveItem } from "./useActiveItem.js";
import { useTyping } from "./useTyping.js";

/** What the keys do in the list; a page is as many items as its height shows. */
export function useListKeys(
  items: readonly ListItem[],
  { at, setOpen, goTo }: ActiveItem,
  page: number,
  store: Store,
): (event: KeyboardEvent) => void {
  const typing = useTyping();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const move = listMove(event.key, items, at, page);
    const typed = move === null ? typing.find(event, items, at) : -1;
    if (move === null && typed < 0) return;
    if (move !== null) typing.forget();
    event.preventDefault();
    if (move === null) goTo(items[typed]!);
    else if (move.kind === "leave") store.selectNode(null);
    else if (move.kind === "reveal") store.revealSource(move.node);
    else if (move.kind === "go") goTo(items[move.to]!);
    else setOpen(move.key, move.kind === "open");
  };
}
