import type { ListItem } from "./listItems.js";

/** What a key does in the list. */
export type ListMove =
  | { readonly kind: "go"; readonly to: number }
  | { readonly kind: "open" | "close"; readonly key: string }
  | { readonly kind: "reveal"; readonly node: number }
  | { readonly kind: "leave" };

/** The keys of a tree, as ARIA's authoring practices have them; null for a key that does nothing here. */
export function listMove(key: string, items: readonly ListItem[], at: number, page: number): ListMove | null {
  const item = items[at];
  switch (key) {
    case "ArrowDown":
      return go(at + 1, items);
    case "ArrowUp":
      return go(at < 0 ? items.length - 1 : at - 1, items);
    case "PageDown":
      return go(at + page, items);
    case "PageUp":
      return go(at - page, items);
    case "Home":
      return go(0, items);
    case "End":
      return go(items.length - 1, items);
    case "ArrowRight":
      if (item?.kind !== "group") return null;
      return item.isOpen ? go(at + 1, items) : { kind: "open", key: item.key };
    case "ArrowLeft":
      if (item === undefined || (item.kind === "tensor" && item.group === null)) return null;
      if (item.kind === "group") return item.isOpen ? { kind: "close", key: item.key } : null;
      return go(
        items.findIndex((each) => each.kind === "group" && each.key === item.group),
        items,
      );
    case "Enter":
      if (item === undefined) return null;
      if (item.kind === "tensor") return { kind: "reveal", node: item.row.node };
      return { kind: item.isOpen ? "close" : "open", key: item.key };
    case "Escape":
      return { kind: "leave" };
    default:
      return null;
  }
}

function go(to: number, items: readonly ListItem[]): ListMove | null {
  return items.length === 0 ? null : { kind: "go", to: Math.max(0, Math.min(items.length - 1, to)) };
}
