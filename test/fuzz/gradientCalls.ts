import type { Choices } from "./choices.js";
import type { Call } from "./elementwiseCalls.js";

/** Hooks, graphs and their ends. A tensor that needs no gradient is an error that both must raise. */
export const gradientCalls: readonly (readonly Call[])[] = [
  [
    (given) => `${watched(given)}.register_hook((g) => g.mul(${given.number()}))`,
    (given) => `${watched(given)}.register_hook((g) => { void g.add(1); })`,
    (given) => `${watched(given)}.retain_grad()`,
    (given) => `${given.tensor().name}.requires_grad_(${given.flag()})`,
    (given) => `${given.tensor().name}.detach().requires_grad_()`,
    (given) => `torch.no_grad(() => ${given.tensor().name}.mul(2))`,
    (given) => `${given.tensor().name}.is_leaf`,
    (given) => `${given.tensor().name}._version`,
    (given) => `${given.tensor().name}.is_contiguous()`,
    (given) => `${given.tensor().name}.data`,
  ],
];

/** The name of a tensor that needs a gradient. */
export function watched(given: Choices): string {
  return given.tensor(({ requires_grad }) => requires_grad).name;
}
