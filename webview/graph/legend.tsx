import type { VNode } from "preact";
import { signOf } from "../tensors/tone.js";

const tones = [
  ["positive", "positive"],
  ["negative", "negative"],
  ["mixed", "mixed"],
  ["zero", "zero"],
  ["nonFinite", "NaN, ∞"],
] as const;

const lines = [
  ["data", "data"],
  ["none", "no gradient"],
] as const;

export function Legend(): VNode {
  return (
    <ul class="legend" aria-label="Legend">
      <li>gradient ↑, wider: larger</li>
      {tones.map(([tone, text]) => (
        <li key={tone}>
          <span class={`sign ${tone}`} aria-hidden="true">
            <span>{signOf(tone)}</span>
          </span>
          {text}
        </li>
      ))}
      {lines.map(([line, text]) => (
        <li key={line}>
          <span class={`sample ${line}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
