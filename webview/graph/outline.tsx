import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Store } from "../store.js";
import { oneLine } from "../ui/oneLine.js";
import type { GraphModel } from "./graphModel.js";
import { describeNode } from "./nodeDescription.js";
import type { Neighbours } from "./layout/neighbours.js";
import type { Scene } from "./scene.js";
import { type Direction, walk } from "./walk.js";

export interface OutlineProps {
  readonly store: Store;
  readonly model: GraphModel;
  readonly focusGraph: RefObject<() => void>;
  readonly onFocus: (hasFocus: boolean) => void;
}

/** Of a large graph, so many nodes before and after the selected one are in the document. */
const around = 50;

const directions: ReadonlyMap<string, Direction> = new Map([
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
]);

/** The graph as a tree of its layers: what a screen reader reads, and what the keyboard moves in. */
export function Outline({ store, model, focusGraph, onFocus }: OutlineProps): VNode {
  const tree = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    focusGraph.current = () => tree.current?.focus({ preventScroll: true });
  }, [focusGraph]);
  const scene = model.scene.value;
  const shown = store.shown.value;
  const selected = model.selected.value;
  const count = scene?.nodes.length ?? 0;
  const middle = selected < 0 ? count - 1 : selected;
  const from = Math.max(0, middle - around);
  const visible = scene === null ? [] : scene.nodes.slice(from, middle + around + 1);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (scene === null || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions.get(event.key);
    if (direction !== undefined) model.select(selected < 0 ? count - 1 : walk(scene, selected, direction));
    else if (event.key === "Home") model.select(0);
    else if (event.key === "End") model.select(count - 1);
    else if (event.key === "Enter" && selected >= 0) store.revealSource(scene.nodes[selected]!.id);
    else if (event.key === "Escape") {
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
      aria-label={`Graph of ${count} tensors. Arrow keys walk along its edges.`}
      {...(selected >= 0 ? { "aria-activedescendant": `node-${selected}` } : {})}
      onKeyDown={onKeyDown}
      onFocus={() => onFocus(true)}
      onBlur={() => onFocus(false)}
    >
      {scene !== null &&
        shown !== null &&
        visible.map((node, i) => {
          const index = from + i;
          const layer = scene.layout.layer[index]!;
          const layerNodes = scene.layout.layers[layer]!;
          return (
            <div
              key={node.id}
              id={`node-${index}`}
              role="treeitem"
              aria-level={layer + 1}
              aria-setsize={layerNodes.length}
              aria-posinset={layerNodes.indexOf(index) + 1}
              aria-selected={index === selected}
              onClick={() => model.select(index)}
            >
              {[describeNode(node, shown.pass, "; "), ...describeNeighbours(scene, index)].join("; ")}
            </div>
          );
        })}
    </div>
  );
}

function describeNeighbours(scene: Scene, index: number): readonly string[] {
  const inputs = namesOf(scene, index, scene.inputs);
  const users = namesOf(scene, index, scene.users);
  return [...(inputs === "" ? [] : [`from ${inputs}`]), ...(users === "" ? [] : [`to ${users}`])];
}

const mostNames = 5;

function namesOf({ cards }: Scene, index: number, { start, items }: Neighbours): string {
  const all = items.subarray(start[index]!, start[index + 1]!);
  const names = Array.from(all.subarray(0, mostNames), (v) => oneLine(cards[v]!.title));
  return all.length > mostNames ? `${names.join(", ")} and ${all.length - mostNames} more` : names.join(", ");
}
