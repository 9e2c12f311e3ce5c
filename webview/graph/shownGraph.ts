import { computed, type ReadonlySignal } from "@preact/signals";
import type { Site } from "../../src/protocol/site.js";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import { type CardText, cardTexts } from "./cardText.js";
import { createGraph, type Graph } from "./graph.js";
import { measureIn } from "./measureIn.js";
import { openBoxes, type OpenModules } from "./modules/openModules.js";
import { type Numbers, passNumbers } from "./numbers.js";
import { createScene, type Scene } from "./scene.js";

/** The selected pass as it is drawn. Nodes are told by their place in the graph, items by that in the scene. */
export interface ShownGraph {
  readonly graph: ReadonlySignal<Graph | null>;
  /** Which of the graph's boxes are open. */
  readonly isOpen: ReadonlySignal<readonly boolean[]>;
  readonly scene: ReadonlySignal<Scene | null>;
  readonly numbers: ReadonlySignal<Numbers | null>;
  /** What each item's card says of the pass. */
  readonly textOf: ReadonlySignal<(item: number) => CardText | null>;
  /** The selected node's number in the recording; null while none is. */
  readonly node: ReadonlySignal<number | null>;
  /** The selected node, and the item that it is, or is in; −1 while none is. */
  readonly selectedNode: ReadonlySignal<number>;
  readonly selected: ReadonlySignal<number>;
}

export function createShownGraph(
  store: Store,
  theme: ReadonlySignal<Theme>,
  modules: ReadonlySignal<OpenModules>,
): ShownGraph {
  const font = computed(() => theme.value.font);
  const topology = computed(() => store.shown.value?.topology ?? null);
  // As text, so that the graph stays the same while these do.
  const calls = computed(() => (store.state.value?.run?.state.calls ?? []).map(({ site }) => placeOf(site)).join("\n"));
  const graph = computed(() => {
    const places = new Set(calls.value.split("\n"));
    return topology.value === null ? null : createGraph(topology.value, (site) => places.has(placeOf(site)));
  });
  const isOpen = computed(() => (graph.value === null ? [] : openBoxes(graph.value.tree, modules.value)));
  const scene = computed(() =>
    graph.value === null ? null : createScene(graph.value, isOpen.value, measureIn(font.value)),
  );
  const numbers = computed(() => {
    const shown = store.shown.value;
    return graph.value === null || shown === null ? null : passNumbers(graph.value, shown.pass);
  });
  const textOf = computed(() =>
    scene.value === null || numbers.value === null ? () => null : cardTexts(scene.value, numbers.value),
  );
  const node = computed(() => store.state.value?.node ?? null);
  const selectedNode = computed(() => (node.value === null ? -1 : (graph.value?.indexOf(node.value) ?? -1)));
  const selected = computed(() => scene.value?.itemOf[selectedNode.value] ?? -1);
  return { graph, isOpen, scene, numbers, textOf, node, selectedNode, selected };
}

function placeOf({ file, line, column }: Site): string {
  return JSON.stringify([file, line, column]);
}
