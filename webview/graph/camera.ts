/** What of the scene is seen: its point `x`, `y` stands in the view's upper left corner, enlarged by `scale`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

const margin = 32;
const smallest = 0.002;
const largest = 3;
const largestFit = 1.15;
/** A graph that would be smaller than this when seen whole is first shown at a readable size, from its end. */
const readable = 0.42;
const readableScale = 0.85;

/** The whole scene in the middle of the view. */
export function fit(scene: Size, view: Size): Camera {
  // A narrow view has little to give away.
  const side = Math.min(margin, view.width / 20);
  const scale = Math.min(
    largestFit,
    (view.width - 2 * side) / Math.max(1, scene.width),
    (view.height - 2 * margin) / Math.max(1, scene.height),
  );
  return centred(scene.width / 2, scene.height / 2, Math.max(smallest, scale), view);
}

/**
 * The view that a person begins with: the whole if it can be read, else the part around `box`, filled with what is there.
 * `all` are the boxes that can be seen: those beside and above are seen whole where there is room.
 */
export function open(scene: Size, box: Box, all: readonly Box[], view: Size): Camera {
  const whole = fit(scene, view);
  if (whole.scale >= readable) return whole;
  const [width, height] = [view.width / readableScale, view.height / readableScale];
  const middle = Math.max(box.top + box.height + margin - height / 2, scene.height < height ? scene.height / 2 : 0);
  const seen = all.filter(({ top, height: own }) => top < middle + height / 2 && top + own > middle - height / 2);
  const left = seen.reduce((least, each) => Math.min(least, each.left), box.left);
  const right = seen.reduce((most, each) => Math.max(most, each.left + each.width), box.left + box.width);
  const across = right - left <= width ? (left + right) / 2 : box.left + box.width / 2;
  return centred(within(across, width, scene.width), middle, readableScale, view);
}

/** The middle of a stretch of the scene that is seen, as near as can be to `middle`, without what lies beyond the scene. */
function within(middle: number, seen: number, scene: number): number {
  const room = scene + 2 * margin;
  return seen >= room ? scene / 2 : Math.min(room - margin - seen / 2, Math.max(seen / 2 - margin, middle));
}

/** Enlarges by `factor` around a point of the view. */
export function zoom({ x, y, scale }: Camera, factor: number, at: { readonly x: number; readonly y: number }): Camera {
  const next = Math.min(largest, Math.max(smallest, scale * factor));
  return { x: x + at.x / scale - at.x / next, y: y + at.y / scale - at.y / next, scale: next };
}

/** Moves by so many pixels of the view. */
export function pan({ x, y, scale }: Camera, right: number, down: number): Camera {
  return { x: x + right / scale, y: y + down / scale, scale };
}

/** Moves as little as brings the box into view, with some room around it. */
export function reveal(camera: Camera, box: Box, view: Size): Camera {
  return {
    x: shifted(camera.x, view.width / camera.scale, box.left, box.width, margin / camera.scale),
    y: shifted(camera.y, view.height / camera.scale, box.top, box.height, margin / camera.scale),
    scale: camera.scale,
  };
}

/** The camera so far on the way from one to the other. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}

function centred(x: number, y: number, scale: number, view: Size): Camera {
  return { x: x - view.width / scale / 2, y: y - view.height / scale / 2, scale };
}

function shifted(start: number, length: number, boxStart: number, boxLength: number, room: number): number {
  if (boxLength + 2 * room >= length) return boxStart + boxLength / 2 - length / 2;
  return Math.min(boxStart - room, Math.max(boxStart + boxLength + room - length, start));
}
