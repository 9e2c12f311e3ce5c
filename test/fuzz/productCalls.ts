import type { Call } from "./choices.js";

const names = ["matmul", "mm", "mv", "dot", "outer", "inner", "bmm", "kron"] as const;
const ranks: Readonly<Record<string, readonly number[]>> = { mm: [2], mv: [2], dot: [1], outer: [1], bmm: [3] };

/** Products of matrices, whose inner sizes mostly fit, and the layers and losses that a network is made of. */
export const productCalls: readonly Call[] = [
  ...names.map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.ofRank(...(ranks[name] ?? [1, 2, 3]));
      const inner = tensor.shape.at(-1) ?? 1;
      const batch = tensor.shape.slice(0, -2);
      const matrix = [...(name === "bmm" ? batch : []), inner, given.whole(1, 2)];
      const shape = { mv: [inner], dot: [inner], outer: [2], inner: [inner], kron: [2] }[name as string] ?? matrix;
      const other = given.chance.happens(0.5)
        ? given.operand(shape, given.floatDtype())
        : given.tensor((candidate) => candidate.shape[0] === inner).name;
      return `${x}.${name}(${other})`;
    };
  }),
  (given) => {
    const { name, tensor } = given.ofRank(2);
    const reduction = given.one(["mean", "sum", "none"]);
    const call = given.one(["cross_entropy", "nll_loss"]);
    return `F.${call}(${name}, ${given.places([tensor.shape[0] ?? 1], tensor.shape[1] ?? 1)}, { reduction: "${reduction}" })`;
  },
  (given) => {
    const { name, tensor } = given.ofRank(1, 2, 3);
    return `F.layer_norm(${name}, [${tensor.shape.at(-1) ?? 1}])`;
  },
  (given) => {
    const { name, tensor } = given.ofRank(1, 2);
    return `F.linear(${name}, ${given.operand([2, tensor.shape.at(-1) ?? 1], given.floatDtype())})`;
  },
  (given) => {
    const { name, tensor } = given.float();
    const loss = given.one(["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "kl_div", "soft_margin_loss"]);
    return `F.${loss}(${name}, ${given.ofShape(tensor.shape)}, { reduction: "${given.one(["mean", "sum", "none"])}" })`;
  },
];
