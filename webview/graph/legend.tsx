import type { VNode } from "preact";

const entries = [
  ["positive", "positive"],
  ["negative", "negative"],
  ["mixed", "mixed signs"],
  ["data", "data"],
  ["none", "no gradient"],
] as const;

export function Legend(): VNode {
  return (
    <ul class="legend" aria-label="Legend">
      <li class="muted">gradient ↑</li>
      {entries.map(([sample, text]) => (
        <li key={sample}>
          <span class={`sample ${sample}`} aria-hidden="true" />
          {text}
        </li>
      ))}
      <li class="muted">width: |∇|, log scale</li>
    </ul>
  );
}
