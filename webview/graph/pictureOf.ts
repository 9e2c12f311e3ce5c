import { computed, type ReadonlySignal } from "@preact/signals";
import { gradientWidths } from "./draw/gradientWidths.js";
import { linesOf, lineStates } from "./draw/lines.js";
import type { Picture } from "./draw/picture.js";
import { wayFromLoss } from "./graph.js";
import type { GraphModel } from "./graphModel.js";

/** All that the next frame shows. What a movement of the camera does not change is not computed again for it. */
export function pictureOf(model: GraphModel): ReadonlySignal<Omit<Picture, "hasFocus"> | null> {
  const { scene, numbers, textOf, selected, selectedNode, matches, camera, view, theme } = model;
  const lines = computed(() => (scene.value === null ? [] : linesOf(scene.value)));
  const widths = computed(() => gradientWidths(numbers.value?.gradients ?? []));
  const wayOfNodes = computed(() =>
    scene.value === null || selectedNode.value < 0 ? null : wayFromLoss(scene.value.graph, selectedNode.value),
  );
  const states = computed(() =>
    scene.value === null ? null : lineStates(scene.value, numbers.value?.gradients ?? [], wayOfNodes.value),
  );
  const way = computed(() => {
    if (scene.value === null || wayOfNodes.value === null) return null;
    const isOnWay = new Uint8Array(scene.value.items.length);
    wayOfNodes.value.forEach((isNodeOnWay, node) => {
      if (isNodeOnWay === 1) isOnWay[scene.value!.itemOf[node]!] = 1;
    });
    return isOnWay;
  });
  const matchedItems = computed(() => new Set(matches.value.map((node) => scene.value?.itemOf[node] ?? -1)));
  return computed(() => {
    if (scene.value === null || numbers.value === null || states.value === null) return null;
    return {
      scene: scene.value,
      lines: lines.value,
      lineStates: states.value,
      numbers: numbers.value,
      textOf: textOf.value,
      widths: widths.value,
      way: way.value,
      selected: selected.value,
      matches: matchedItems.value,
      camera: camera.value,
      view: view.value,
      theme: theme.value,
    };
  });
}
