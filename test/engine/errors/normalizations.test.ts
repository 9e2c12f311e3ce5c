import * as torch from "../../../src/engine/index.js";
import { checkMistakes, i, m, n, wrong, type Mistake } from "../support/checkMistakes.js";

const F = torch.nn.functional;
const o = torch.ones;
const [mean, variance] = [torch.zeros(3), torch.ones(3)];

const batch: readonly Mistake[] = [
  {
    does: "one value per channel in training",
    code: () => F.batch_norm(o(1, 3), mean, variance, { training: true }),
    name: "ValueError",
    message: "Expected more than 1 value per channel when training, got input size torch.Size([1, 3])",
  },
  {
    does: "one value per channel of a plane",
    code: () => F.batch_norm(o(1, 3, 1), null, null, { training: true }),
    name: "ValueError",
    message: "Expected more than 1 value per channel when training, got input size torch.Size([1, 3, 1])",
  },
  {
    does: "a running mean of other channels",
    code: () => F.batch_norm(m(), torch.zeros(2), variance),
    message: "running_mean should contain 3 elements not 2",
  },
  {
    does: "a weight of other channels",
    code: () => F.batch_norm(m(), mean, variance, o(4)),
    message: "weight should contain 3 elements not 4",
  },
  {
    does: "no statistics outside of training",
    code: () => F.batch_norm(m(), null, null),
    message: "running_mean must be defined in evaluation mode",
  },
  {
    does: "one statistic alone",
    code: () => F.batch_norm(m(), mean, null, { training: true }),
    name: "ValueError",
    message: "running_mean and running_var must either both be None or neither be None",
  },
  {
    does: "an eps of 0 in training",
    code: () => F.batch_norm(m(), mean, variance, { training: true, eps: 0 }),
    name: "ValueError",
    message: "batch_norm eps must be positive during training, but got 0",
  },
  {
    does: "a negative eps",
    code: () => F.batch_norm(m(), mean, variance, { eps: -1 }),
    name: "ValueError",
    message: "batch_norm eps must be non-negative, but got -1",
  },
  {
    does: "a running mean that requires a gradient",
    code: () => F.batch_norm(m(), o(3, { requires_grad: true }), variance),
    message: /^The function 'native_batch_norm' is not differentiable with respect to argument 'running_mean'/,
  },
  {
    does: "a vector",
    code: () => F.batch_norm(n(), null, null, { training: true }),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "integers",
    code: () => F.batch_norm(m().to(torch.int64), mean, variance),
    name: "NotImplementedError",
    message: `"batch_norm" not implemented for 'Long'`,
  },
  {
    does: "float64 beside float32",
    code: () => F.batch_norm(m().double(), mean, variance),
    message: "mixed dtype (CPU): all inputs must share same datatype.",
  },
  {
    does: "an option of another name",
    code: () => F.batch_norm(m(), mean, variance, wrong({ train: true })),
    name: "TypeError",
    message: "batch_norm() got an unexpected keyword argument 'train' (did you mean 'training'?)",
  },
  {
    does: "instances of one value",
    code: () => F.instance_norm(o(2, 3, 1)),
    name: "ValueError",
    message: "Expected more than 1 spatial element when training, got input size torch.Size([2, 3, 1])",
  },
  {
    does: "instances without statistics",
    code: () => F.instance_norm(o(2, 3, 4), { use_input_stats: false }),
    message: "Expected running_mean and running_var to be defined when use_input_stats is false",
  },
];

const layer: readonly Mistake[] = [
  {
    does: "another normalized_shape",
    code: () => F.layer_norm(m(), [2]),
    message: "Given normalized_shape=[2], expected input with shape [*, 2], but got input of size[2, 3]",
  },
  {
    does: "an empty normalized_shape",
    code: () => F.layer_norm(m(), []),
    message:
      "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
  },
  {
    does: "a normalized_shape that is a number",
    code: () => F.layer_norm(m(), wrong(3)),
    name: "TypeError",
    message: "layer_norm(): argument 'normalized_shape' must be tuple of ints, not number",
  },
  {
    does: "a weight of another shape",
    code: () => F.layer_norm(m(), [3], o(2)),
    message:
      "Expected weight to be of same shape as normalized_shape, but got weight of shape [2] and normalized_shape = [3]",
  },
  {
    does: "a bias of another dtype than the weight",
    code: () => F.layer_norm(m(), [3], o(3), o(3).double()),
    message: "expected scalar type Float but found Double",
  },
  {
    does: "integers",
    code: () => F.layer_norm(i(), [2]),
    name: "NotImplementedError",
    message: `"LayerNormKernelImpl" not implemented for 'Long'`,
  },
  {
    does: "the root mean square of a number",
    code: () => F.rms_norm(torch.tensor(1), [1]),
    name: "ValueError",
    message: "Input tensor must have at least 1 dimensions, but got 0",
  },
  {
    does: "the root mean square of integers",
    code: () => F.rms_norm(i(), [2]),
    name: "NotImplementedError",
    message: `"rms_norm" not implemented for 'Long'`,
  },
];

const groups: readonly Mistake[] = [
  {
    does: "channels that do not divide",
    code: () => F.group_norm(o(2, 4), 3),
    message:
      "Expected number of channels in input to be divisible by num_groups, but got input of shape [2, 4] and num_groups=3",
  },
  {
    does: "groups of one value",
    code: () => F.group_norm(o(1, 2), 2),
    name: "ValueError",
    message: "Expected more than 1 value per channel when training, got input size [1, 2]",
  },
  {
    does: "no groups",
    code: () => F.group_norm(o(2, 4), 0),
    name: "ZeroDivisionError",
    message: "integer division or modulo by zero",
  },
  {
    does: "a negative number of groups",
    code: () => F.group_norm(o(2, 4), -2),
    message: "Expected num groups to be greater than 0, got -2",
  },
  {
    does: "a weight that is no vector of channels",
    code: () => F.group_norm(o(2, 4), 2, o(2, 2)),
    message:
      "Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape [2, 2] and input of shape [2, 4]",
  },
  {
    does: "a vector",
    code: () => F.group_norm(n(), 1),
    message: "Expected at least 2 dimensions for input tensor but received 1",
  },
  {
    does: "responses of two dimensions",
    code: () => F.local_response_norm(m(), 2),
    name: "ValueError",
    message: /^Expected 3D or higher dimensionality +input \(got 2 dimensions\)$/,
  },
  {
    does: "no neighbouring channels",
    code: () => F.local_response_norm(o(1, 2, 3), 0),
    message: "kernel size should be greater than zero, but got kH: 0 kW: 1",
  },
];

checkMistakes("batch and instance normalisation", batch);
checkMistakes("layer and root mean square normalisation", layer);
checkMistakes("group and response normalisation", groups);
