import type { Measure } from "./card.js";
import { subtitleFont, titleFont } from "./draw/drawCard.js";

/** Measures texts of cards in the font. */
export function measureIn(font: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const fonts = { title: titleFont(font), subtitle: subtitleFont(font) };
  return (text, part) => {
    if (context === null) return 0;
    // To set a font takes longer than to measure.
    if (context.font !== fonts[part]) context.font = fonts[part];
    return context.measureText(text).width;
  };
}
