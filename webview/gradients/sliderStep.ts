/** How many passes further a key goes on a slider, as ARIA's authoring practices have it; null if it goes nowhere. */
export function sliderStep(key: string, total: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return -1;
    case "ArrowRight":
    case "ArrowUp":
      return 1;
    case "PageDown":
      return -Math.ceil(total / 10);
    case "PageUp":
      return Math.ceil(total / 10);
    case "Home":
      return -total;
    case "End":
      return total;
    default:
      return null;
  }
}
