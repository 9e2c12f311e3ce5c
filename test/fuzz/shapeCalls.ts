import type { Shape } from "../../src/engine/shape.js";
import type { Call, Choices } from "./choices.js";

/** Views, moves, joins and reads by place, where one argument hangs on another. */
export const shapeCalls: readonly Call[] = [
  (given) => {
    const { name, tensor } = given.tensor();
    const dim = given.dim(tensor);
    const size = tensor.shape.at(dim) ?? 1;
    const start = given.whole(0, size);
    return `${name}.narrow(${dim}, ${start}, ${given.whole(0, size - start)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor((one) => one.dim() > 0);
    const dim = given.dim(tensor);
    const size = tensor.shape.at(dim) ?? 1;
    return `${name}.select(${dim}, ${given.whole(-size, size)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    const kept = tensor.shape.map((size) => (size === 1 ? given.whole(1, 3) : given.one([size, -1])));
    return `${name}.expand([${[...given.one([[], [2]]), ...kept].join(", ")}])`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.${given.one(["view", "reshape"])}([${formOf(given, tensor.numel()).join(", ")}])`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    const order = [...tensor.shape.keys()].sort(() => given.chance.next() - 0.5);
    return `${name}.permute([${order.join(", ")}])`;
  },
  indexed,
  indexed,
  indexed,
  (given) => {
    const { name, tensor } = given.tensor();
    return `torch.${given.one(["cat", "stack"])}([${name}, ${given.beside(tensor)}], ${given.dim(tensor)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    const dim = given.dim(tensor);
    return `${name}.index_select(${dim}, ${given.places([given.whole(0, 3)], tensor.shape.at(dim) ?? 1)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    const dim = given.dim(tensor);
    return `${name}.gather(${dim}, ${given.places(tensor.shape, tensor.shape.at(dim) ?? 1)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.masked_select(${given.mask(tensor.shape)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.take(${given.places([2], tensor.numel(), true)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.repeat([${[...given.one([[], [2]]), ...tensor.shape.map(() => given.whole(1, 2))].join(", ")}])`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.roll(${given.whole(-2, 2)}, ${given.dim(tensor)})`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.split(${given.whole(1, 2)}, ${given.dim(tensor)})[0]`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.chunk(${given.whole(1, 3)}, ${given.dim(tensor)})[0]`;
  },
  (given) => {
    const { name, tensor } = given.tensor();
    return `${name}.unfold(${given.dim(tensor)}, ${given.whole(1, 2)}, ${given.whole(1, 2)})`;
  },
  (given) => `F.pad(${given.tensor().name}, [${given.whole(-1, 2)}, ${given.whole(0, 2)}])`,
];

function indexed(given: Choices): string {
  const { name, tensor } = given.tensor();
  return `${name}.index(${itemsOf(given, tensor.shape)})`;
}

/** Items of `index` and `index_put_` for a shape: places, slices, masks, lists of places. */
export function itemsOf(given: Choices, shape: Shape): string {
  const items = shape
    .slice(0, given.whole(0, shape.length))
    .map((size) =>
      given.one<() => string>([
        () => String(given.whole(-size, size - 1)),
        () => '":"',
        () => `"${given.whole(0, size)}:"`,
        () => `":${given.whole(-size, size)}"`,
        () => '"::2"',
        () => given.places([2], size, true),
        () => given.places([2, 1], size),
        () => given.like([size], "bool"),
      ])(),
    );
  if (given.chance.happens(0.2)) items.push(given.one(["null", '"..."']));
  return items.length === 0 ? '"..."' : items.join(", ");
}

function formOf(given: Choices, count: number): Shape {
  const first = given.one([1, 2, 3, count].filter((size) => size > 0 && count % size === 0));
  return given.one([[-1], [first, -1], [1, count], [count, 1], [-1, first], [count], [2, 3]]);
}
