import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Store } from "../store.js";
import { oneLine } from "../ui/oneLine.js";
import type { GraphModel } from "./graphModel.js";
import { describeItem } from "./itemDescription.js";
import type { Neighbours } from "./layout/neighbours.js";
import type { Scene } from "./scene.js";
import { type Direction, walk } from "./walk.js";

export interface OutlineProps {
  readonly store: Store;
  readonly model: GraphModel;
  readonly focusGraph: RefObject<() => void>;
  readonly onFocus: (hasFocus: boolean) => void;
}

/** Of a large graph, so many items before and after the selected one are in the document. */
const around = 50;

const directions: ReadonlyMap<string, Direction> = new Map([
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
]);

/** The graph as a tree of its modules: what a screen reader reads, and what the keyboard moves in. */
export function Outline({ store, model, focusGraph, onFocus }: OutlineProps): VNode {
  const tree = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    focusGraph.current = () => tree.current?.focus({ preventScroll: true });
  }, [focusGraph]);
  const scene = model.scene.value;
  const numbers = model.numbers.value;
  const selected = model.selected.value;
  const count = scene?.items.length ?? 0;
  const middle = selected < 0 ? count - 1 : selected;
  const from = Math.max(0, middle - around);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (scene === null || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions.get(event.key);
    const last = scene.itemOf.at(-1)!;
    if (direction !== undefined) model.select(selected < 0 ? last : walk(scene, selected, direction));
    else if (event.key === "Home") model.select(0);
    else if (event.key === "End") model.select(last);
    else if (event.key === "Enter" && selected >= 0) {
      if (!model.openItem(selected)) store.revealSource(scene.graph.nodes[scene.items[selected]!.node]!.id);
    } else if (event.key === "Escape") {
      if (selected >= 0 && model.closeAround(selected)) return event.preventDefault();
      model.setQuery("");
      store.selectNode(null);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={tree}
      class="outline"
      role="tree"
      tabIndex={0}
      aria-label={`Graph of ${scene?.graph.nodes.length ?? 0} tensors. Arrow keys walk along its edges, Enter opens a module, Escape closes it.`}
      {...(selected >= 0 ? { "aria-activedescendant": `item-${selected}` } : {})}
      onKeyDown={onKeyDown}
      onFocus={() => onFocus(true)}
      onBlur={() => onFocus(false)}
    >
      {scene !== null &&
        numbers !== null &&
        scene.items.slice(from, middle + around + 1).map((item, i) => {
          const index = from + i;
          return (
            <div
              key={item.box < 0 ? `node ${item.node}` : `box ${item.box}`}
              id={`item-${index}`}
              role="treeitem"
              aria-level={item.level + 1}
              aria-setsize={scene.countIn(item.parent)}
              aria-posinset={item.position}
              aria-selected={index === selected}
              {...(item.kind === "node" ? {} : { "aria-expanded": item.kind === "frame" })}
              onClick={() => (item.kind === "frame" ? model.closeAround(index) : model.select(index))}
            >
              {[
                describeItem(scene, index, numbers, model.textOf.value, "; "),
                ...(item.kind === "frame" ? [] : describeNeighbours(scene, index)),
              ].join("; ")}
            </div>
          );
        })}
    </div>
  );
}

function describeNeighbours(scene: Scene, index: number): readonly string[] {
  const inputs = namesOf(scene, index, scene.above);
  const users = namesOf(scene, index, scene.below);
  return [...(inputs === "" ? [] : [`from ${inputs}`]), ...(users === "" ? [] : [`to ${users}`])];
}

const mostNames = 5;

function namesOf({ cards }: Scene, index: number, { start, items }: Neighbours): string {
  const all = items.subarray(start[index]!, start[index + 1]!);
  const names = Array.from(all.subarray(0, mostNames), (v) => oneLine(cards[v]!.title));
  return all.length > mostNames ? `${names.join(", ")} and ${all.length - mostNames} more` : names.join(", ");
}
