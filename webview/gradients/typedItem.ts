import type { ListItem } from "./listItems.js";

/** The next item whose name begins with what was typed: a longer text may mean the item where the keyboard is. -1: none. */
export function typedItem(items: readonly ListItem[], at: number, typed: string): number {
  const text = typed.toLowerCase();
  const from = Math.max(0, typed.length === 1 ? at + 1 : at);
  for (let i = 0; i < items.length; i++) {
    const place = (from + i) % items.length;
    if (items[place]!.kind === "group" && nameOf(items[place]!).includes(`.${text}`)) return place;
    if (nameOf(items[place]!).startsWith(text)) return place;
  }
  return -1;
}

function nameOf(item: ListItem): string {
  return item.label.toLowerCase();
}
