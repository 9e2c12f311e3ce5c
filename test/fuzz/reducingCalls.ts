import type { Call } from "./elementwiseCalls.js";

const reductions =
  "sum mean prod amax amin logsumexp var std all any argmax argmin nansum nanmean count_nonzero max min median norm".split(
    " ",
  );
const pairs = "max min median sort mode nanmedian".split(" ");
const losses = "mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy_with_logits kl_div".split(" ");

/** Where many elements go into one. */
export const reducingCalls: readonly (readonly Call[])[] = [
  reductions.map((name): Call => {
    return (given) => `${given.tensor().name}.${name}(${name === "logsumexp" ? "-1" : ""})`;
  }),
  ["sum", "mean", "amax", "amin", "logsumexp", "var", "std", "nansum", "prod", "all", "any"].map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.tensor();
      return `${x}.${name}({ dim: ${given.dim(tensor)}, keepdim: ${given.flag()} })`;
    };
  }),
  ["argmax", "argmin", "softmax", "log_softmax", "argsort", "diff"].map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.tensor();
      if (name === "diff") return `${x}.diff({ dim: ${given.dim(tensor)} })`;
      return name === "argsort" ? `${x}.argsort({ stable: true })` : `${x}.${name}(${given.dim(tensor)})`;
    };
  }),
  pairs.map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.tensor();
      return `${x}.${name}(${given.dim(tensor)}).values`;
    };
  }),
  losses.map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.float();
      return `F.${name}(${x}, ${given.like(tensor.shape, "float32")}, { reduction: "${given.one(["mean", "sum", "none"])}" })`;
    };
  }),
  [
    (given) => `${given.float().name}.norm(${given.one(["1", "2", "Infinity", "0", "3"])}, ${given.whole(-1, 1)})`,
    (given) => `${given.tensor().name}.sum([0, ${given.whole(-1, 1)}], ${given.flag()})`,
    (given) => {
      const { name, tensor } = given.tensor();
      return `${name}.topk(${given.whole(0, 3)}, ${given.dim(tensor)}).values`;
    },
    (given) => {
      const { name, tensor } = given.tensor();
      return `${name}.kthvalue(${given.whole(1, 3)}, ${given.dim(tensor)}).values`;
    },
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
      return `F.linear(${name}, ${given.like([2, tensor.shape.at(-1) ?? 1], "float32")})`;
    },
    (given) => {
      const { name, tensor } = given.ofRank(3);
      return `F.conv1d(${name}, ${given.like([2, tensor.shape[1] ?? 1, 2], "float32")}, { padding: ${given.whole(0, 1)} })`;
    },
    (given) => `F.${given.one(["max_pool1d", "avg_pool1d"])}(${given.ofRank(2, 3).name}, 2)`,
    (given) => `F.normalize(${given.float().name}, { dim: ${given.whole(-1, 1)} })`,
    (given) => `${given.ofRank(2, 3).name}.std({ dim: ${given.whole(-2, 1)}, correction: ${given.whole(0, 2)} })`,
  ],
  ["matmul", "mm", "mv", "dot", "outer", "inner", "bmm", "kron"].map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.ofRank(
        ...({ mm: [2], mv: [2], dot: [1], outer: [1], bmm: [3] }[name] ?? [1, 2, 3]),
      );
      const inner = tensor.shape.at(-1) ?? 1;
      const batch = tensor.shape.slice(0, -2);
      const matrix = [...(name === "bmm" ? batch : []), inner, given.whole(1, 2)];
      const shape = { mv: [inner], dot: [inner], outer: [2], inner: [inner], kron: [2] }[name] ?? matrix;
      const dtype = given.one(["float32", "float64"]);
      return `${x}.${name}(${given.chance.happens(0.5) ? given.like(shape, dtype) : given.tensor((other) => other.shape[0] === inner).name})`;
    };
  }),
];
