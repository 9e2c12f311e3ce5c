import type { Call, Choices } from "./choices.js";

/**
 * Hooks, and what stands outside of the graph. `log` is a list that a program's hooks write to: its last statement shows in
 * which order they were called. A tensor that needs no gradient is an error that both must raise.
 */
export const gradientCalls: readonly Call[] = [
  (given) => `${watched(given)}.register_hook((g) => g.mul(${given.number()}))`,
  (given) => {
    const name = watched(given);
    return `${name}.register_hook((g) => { log.push("${name}", g.tolist()); })`;
  },
  (given) => {
    const name = watched(given);
    return `${name}.register_hook((g) => { log.push("${name}"); return ${given.one(["g.clone()", "g.neg()", "null"])}; })`;
  },
  (given) => `${watched(given)}.register_hook((g) => g.mul(2)).remove()`,
  (given) => `${watched(given)}.register_hook((g) => ${given.one(["g.sum()", "g.double()", "7", "g.unsqueeze(0)"])})`,
  (given) => {
    const name = made(given);
    return `${name}.grad_fn.register_hook((inputs, outputs) => { log.push("${name}", inputs.length, outputs.length); })`;
  },
  (given) => `${made(given)}.grad_fn.register_hook((inputs) => inputs.map((g) => (g === null ? null : g.mul(2))))`,
  (given) => {
    const name = made(given);
    return `${name}.grad_fn.register_prehook((outputs) => { log.push("before ${name}", outputs.length); })`;
  },
  (given) => `${made(given)}.grad_fn.register_prehook((outputs) => outputs.map((g) => (g === null ? null : g.mul(3))))`,
  (given) => {
    const name = leaf(given);
    return `${name}.register_post_accumulate_grad_hook((p) => { log.push("${name}", p.grad.tolist()); })`;
  },
  (given) => `${leaf(given)}.register_post_accumulate_grad_hook((p) => { p.grad = p.grad.mul(2); })`,
  (given) => `${leaf(given)}.register_post_accumulate_grad_hook((p) => { p.grad = null; })`,
  (given) => `${made(given)}.retain_grad()`,
  (given) => `${made(given)}.retain_grad()`,
  (given) => `${made(given)}.grad_fn.next_functions.map(([node]) => (node === null ? null : node.name()))`,
  (given) => `${given.tensor().name}.requires_grad_(${given.flag()})`,
  (given) => `${given.tensor().name}.detach().requires_grad_()`,
  (given) => `${given.tensor().name}.${given.one(["detach", "clone"])}()`,
  (given) => `${given.tensor().name}.${given.one(["data", "T", "mT", "retains_grad", "output_nr", "ndim"])}`,
];

/** The name of a tensor that needs a gradient. */
function watched(given: Choices): string {
  return given.watched().name;
}

/** One that an op made. */
function made(given: Choices): string {
  return given.tensor(({ grad_fn }) => grad_fn !== null).name;
}

function leaf(given: Choices): string {
  return given.tensor(({ is_leaf, requires_grad }) => is_leaf && requires_grad).name;
}
