import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Memory } from "../memory.js";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import type { Graph } from "./graph.js";
import { createGraphCamera, type GraphCamera } from "./graphCamera.js";
import type { GraphLook } from "./graphMemory.js";
import { openByDefault, type OpenModules, withBox } from "./modules/openModules.js";
import type { Scene } from "./scene.js";
import { search } from "./search.js";
import { createShownGraph, type ShownGraph } from "./shownGraph.js";

/** What the panel shows and how it is looked at. */
export interface GraphModel
  extends
    Pick<ShownGraph, "scene" | "numbers" | "textOf" | "selectedNode" | "selected">,
    Pick<GraphCamera, "camera" | "view" | "setView" | "fit" | "zoom" | "pan"> {
  readonly theme: ReadonlySignal<Theme>;
  readonly query: ReadonlySignal<string>;
  /** Nodes, in whatever boxes they are. */
  readonly matches: ReadonlySignal<readonly number[]>;
  setQuery(text: string): void;
  /** Selects an item: of a box its result, or the node in it that is selected already. −1 selects nothing. */
  select(item: number): void;
  /** Selects the next match after the selected node, or the one before, and opens the boxes that it is in. */
  selectMatch(step: 1 | -1): void;
  /** Opens the item if it is a closed box; says whether it was. */
  openItem(item: number): boolean;
  /** Closes the frame, or the one around the item; says whether there was one. */
  closeAround(item: number): boolean;
  /** Opens all boxes; if they are, closes them. */
  toggleAll(): void;
}

export function createGraphModel(
  store: Store,
  theme: ReadonlySignal<Theme>,
  { kept, write }: Memory<GraphLook>,
): GraphModel {
  const modules = signal<OpenModules>(kept?.modules ?? openByDefault);
  const shown = createShownGraph(store, theme, modules);
  const { graph, isOpen, scene, selectedNode, selected } = shown;
  const camera = createGraphCamera(store, theme, shown, kept);
  const query = signal(kept?.query ?? "");
  const matches = computed(() => search(graph.value?.nodes ?? [], query.value));
  effect(() => {
    const look = { camera: camera.camera.value, node: shown.node.value, query: query.value, modules: modules.value };
    const { run, isMoved } = camera.looked();
    if (store.shown.value !== null && run !== null) write({ ...look, run, isMoved });
  });

  return {
    ...shown,
    ...camera,
    theme,
    query,
    matches,
    setQuery: (text) => void (query.value = text),
    select(item) {
      const there = scene.peek()?.items[item];
      if (there !== undefined && item === selected.peek()) return;
      selectNode(there?.node ?? -1);
    },
    selectMatch(step) {
      const found = matches.peek();
      const after = found.findIndex((index) => (step > 0 ? index > selectedNode.peek() : index >= selectedNode.peek()));
      const next = step > 0 ? (after < 0 ? 0 : after) : (after < 0 ? found.length : after) - 1;
      const index = found.at(next);
      if (index === undefined || graph.peek() === null) return;
      batch(() => {
        openAround(graph.peek()!, index);
        selectNode(index);
      });
    },
    openItem(item) {
      const there = scene.peek()?.items[item];
      if (there?.kind !== "closed") return false;
      setOpen(there.box, true);
      return true;
    },
    closeAround(item) {
      const there = scene.peek()?.items[item];
      const frame = there?.kind === "frame" ? there : scene.peek()?.items[there?.parent ?? -1];
      if (frame === undefined) return false;
      setOpen(frame.box, false);
      return true;
    },
    toggleAll() {
      modules.value = { most: isOpen.peek().includes(false) ? "open" : "closed", opened: [], closed: [] };
    },
  };

  function selectNode(index: number): void {
    store.selectNode(graph.peek()?.nodes[index]?.id ?? null);
  }

  /** Opens or closes a box, which stays where it is in the view. */
  function setOpen(box: number, isToOpen: boolean): void {
    const { key } = graph.peek()!.tree.boxes[box]!;
    camera.follow(box, () => (modules.value = withBox(modules.peek(), key, isToOpen)));
    const now = scene.peek()!;
    const isShown = selected.peek() >= 0 && isWithin(now, selected.peek(), now.itemOfBox(box));
    camera.show(isShown ? selected.peek() : now.itemOfBox(box));
  }

  function openAround({ tree }: Graph, index: number): void {
    for (let box = tree.boxOf[index]!; box >= 0; box = tree.boxes[box]!.parent) {
      if (isOpen.peek()[box] === false) modules.value = withBox(modules.peek(), tree.boxes[box]!.key, true);
    }
  }
}

function isWithin({ items }: Scene, item: number, frame: number): boolean {
  for (let at = item; at >= 0; at = items[at]!.parent) if (at === frame) return true;
  return false;
}
