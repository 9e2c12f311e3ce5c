import type { Call, Choices } from "./choices.js";
import { itemsOf } from "./shapeCalls.js";

const ofOne = "zero_ exp_ neg_ abs_ relu_ sigmoid_ tanh_ sqrt_ sin_ reciprocal_ square_ detach_ t_ squeeze_".split(" ");
const ofTwo = "add_ sub_ mul_ div_ pow_ copy_ remainder_ eq_ lt_ logical_and_ xlogy_".split(" ");

/** Writes into a tensor, often into one that a graph has saved, sometimes where autograd does not look. */
export const writingCalls: readonly Call[] = [
  (given) => unwatched(given, `${target(given)}.${given.one(ofOne)}()`),
  (given) => {
    const { name: x, tensor } = given.tensor();
    const call = given.one(ofTwo);
    return unwatched(given, `${x}.${call}(${call === "copy_" ? given.tensorBeside(tensor) : given.beside(tensor)})`);
  },
  (given) => {
    const { name, tensor } = given.tensor(({ grad_fn }) => grad_fn !== null);
    return `${name}.${given.one(["add_", "mul_", "sub_", "div_"])}(${given.beside(tensor)})`;
  },
  (given) => `${target(given)}.fill_(${given.number()})`,
  (given) => `${target(given)}.clamp_(${given.number()}, ${given.number()})`,
  (given) => {
    const { name, tensor } = given.tensor();
    return unwatched(given, `${name}.masked_fill_(${given.mask(tensor.shape)}, ${given.number()})`);
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return unwatched(given, `${name}.index_put_([${itemsOf(given, tensor.shape)}], ${given.number()})`);
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.index_put_([${itemsOf(given, tensor.shape)}], ${given.tensor((one) => one.dim() === 0).name})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    const dim = given.dim(tensor);
    const source = given.operand(tensor.shape, given.floatDtype());
    const call = given.one(["scatter_", "scatter_add_", "scatter", "scatter_add"]);
    return `${name}.${call}(${dim}, ${given.places(tensor.shape, tensor.shape.at(dim) ?? 1)}, ${source})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.index_fill_(${given.dim(tensor)}, ${given.places([1], tensor.shape[0] ?? 1)}, ${given.number()})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.transpose_(${given.dim(tensor)}, ${given.dim(tensor)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.unsqueeze_(${given.dim(tensor)})`;
  },
];

function target(given: Choices): string {
  return given.tensor(({ is_leaf, requires_grad }) => !(is_leaf && requires_grad)).name;
}

function unwatched(given: Choices, call: string): string {
  return given.chance.happens(0.3) ? `torch.no_grad(() => ${call})` : call;
}
