const blocks = [..."▂▃▄▅▆▇█"];

/** Heights from 0 to 255 as block characters; only what is empty has the lowest one. */
export function sparkline(heights: readonly number[]): string {
  return heights.map((height) => (height === 0 ? "▁" : blocks[Math.floor((height / 256) * blocks.length)]!)).join("");
}
