import { drawCard, drawSelection } from "./drawCard.js";
import { drawDataEdges, drawGradientEdges } from "./drawEdges.js";
import { drawFarCards } from "./drawFarCards.js";
import { drawFrame, drawFrameTitle } from "./drawFrame.js";
import { farScale, itemBox, type Picture, touches, visibleBox } from "./picture.js";

/** Frames at the bottom, data edges above them, the gradient's way back, and cards and titles above all. */
export function drawGraph(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, camera, selected } = picture;
  const view = visibleBox(picture);
  const cards: number[] = [];
  const frames: number[] = [];
  scene.items.forEach(({ kind }, item) => {
    if (touches(itemBox(scene, item), view)) (kind === "frame" ? frames : cards).push(item);
  });
  context.save();
  context.scale(camera.scale, camera.scale);
  context.translate(-camera.x, -camera.y);
  for (const frame of frames) drawFrame(context, picture, frame);
  drawDataEdges(context, picture);
  drawGradientEdges(context, picture);
  if (camera.scale < farScale) drawFarCards(context, picture, cards);
  else for (const card of cards) drawCard(context, picture, card);
  for (const frame of frames) drawFrameTitle(context, picture, frame);
  if (selected >= 0) drawSelection(context, picture);
  context.restore();
}
