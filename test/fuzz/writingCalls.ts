import type { Choices } from "./choices.js";
import type { Call } from "./elementwiseCalls.js";
import { itemsOf } from "./shapeCalls.js";

const ofOne =
  "zero_ exp_ neg_ abs_ relu_ sigmoid_ tanh_ sqrt_ floor_ sin_ reciprocal_ square_ log_ sign_ detach_ t_ squeeze_".split(
    " ",
  );
const ofTwo = "add_ sub_ mul_ div_ pow_ copy_ remainder_ floor_divide_ atan2_ eq_ lt_ logical_and_ fmod_ xlogy_".split(
  " ",
);

/** Writes into a tensor, sometimes where autograd does not look. */
export const writingCalls: readonly (readonly Call[])[] = [
  ofOne.map(
    (name): Call =>
      (given) =>
        unwatched(given, `${given.tensor().name}.${name}()`),
  ),
  ofTwo.map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.tensor();
      const other = given.beside(tensor);
      return unwatched(given, `${x}.${name}(${/^copy_/.test(name) && !/[a-z]/.test(other) ? x : other})`);
    };
  }),
  [
    (given) => `${given.tensor().name}.fill_(${given.number()})`,
    (given) => `${given.tensor().name}.clamp_(${given.number()}, ${given.number()})`,
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
      const source = given.like(tensor.shape, given.one(["float32", "float64"]));
      const call = given.one(["scatter_", "scatter_add_"]);
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
  ],
];

function unwatched(given: Choices, call: string): string {
  return given.chance.happens(0.3) ? `torch.no_grad(() => ${call})` : call;
}
