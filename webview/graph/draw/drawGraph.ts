import { drawCard } from "./drawCard.js";
import { drawDataEdges, drawGradientEdges } from "./drawEdges.js";
import { isVisible, nodeBox, type Picture } from "./picture.js";

/** Data edges below, the gradient's way back above them, and cards above both. */
export function drawGraph(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, camera } = picture;
  context.save();
  context.scale(camera.scale, camera.scale);
  context.translate(-camera.x, -camera.y);
  drawDataEdges(context, picture);
  drawGradientEdges(context, picture);
  for (let v = 0; v < scene.nodes.length; v++) {
    const { left, top, width, height } = nodeBox(scene, v);
    if (isVisible(picture, left, top, left + width, top + height)) drawCard(context, picture, v);
  }
  context.restore();
}
