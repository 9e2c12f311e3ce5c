import * as torch from "../../../src/engine/index.js";
import { checkMistakes, type Mistake } from "../support/checkMistakes.js";

const F = torch.nn.functional;
type Activation = (x: torch.Tensor) => torch.Tensor;

/** PyTorch has no kernel of these for integers, and names the one that is missing. */
const kernels: readonly (readonly [Activation, string])[] = [
  [F.logsigmoid, "log_sigmoid_cpu"],
  [F.softplus, "softplus_cpu"],
  [F.silu, "silu_cpu"],
  [F.gelu, "GeluKernelImpl"],
  [F.elu, "elu_cpu"],
  [F.leaky_relu, "leaky_relu_cpu"],
];

const integers: readonly Mistake[] = kernels.flatMap(([activation, kernel]) =>
  (["int64", "bool"] as const).map((dtype) => ({
    does: `${activation.name} of ${dtype}`,
    code: () => activation(torch.ones(2).to(torch[dtype])),
    name: "NotImplementedError",
    message: `"${kernel}" not implemented for '${dtype === "bool" ? "Bool" : "Long"}'`,
  })),
);

const others: readonly Mistake[] = [
  {
    does: "hardtanh of bools",
    code: () => F.hardtanh(torch.ones(2).to(torch.bool)),
    message: "Bool inputs not supported for hardtanh",
  },
  {
    does: "the softmax of integers along the last dimension",
    code: () => F.softmax(torch.ones(2, 2).to(torch.int64), 1),
    name: "NotImplementedError",
    message: `"softmax_lastdim_kernel_impl" not implemented for 'Long'`,
  },
  {
    does: "the softmax of integers along another dimension",
    code: () => F.softmax(torch.ones(2, 2).to(torch.int64), 0),
    name: "NotImplementedError",
    message: `"softmax_kernel_impl" not implemented for 'Long'`,
  },
];

checkMistakes("activations of integers", integers);
checkMistakes("other activations", others);
