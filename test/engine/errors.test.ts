import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

/** What a script does wrong, and what PyTorch 2.13 says to it. */
interface Mistake {
  readonly does: string;
  readonly code: () => unknown;
  readonly name?: string;
  readonly message: string | RegExp;
}

const x = (): torch.Tensor => torch.tensor([1, 2, 3], { requires_grad: true });
const m = (): torch.Tensor => torch.ones(2, 3, { requires_grad: true });
const n = (): torch.Tensor => torch.tensor([1, 2, 3]);
const i = (): torch.Tensor => torch.tensor([1, 2], { dtype: torch.int64 });
const b = (): torch.Tensor => torch.tensor([true]);
const wrong = (value: unknown): never => value as never;
const { grad } = torch.autograd;

const freed = /^Trying to backward through the graph a second time \(or directly access saved tensors/;
const unrelated =
  /^The differentiated Tensor at index 0 appears to not have been used in the graph\. Set allow_unused=True/;

const autograd: readonly Mistake[] = [
  {
    does: "backward of a vector without gradient",
    code: () => x().backward(),
    message: "grad can be implicitly created only for scalar outputs",
  },
  {
    does: "backward of what needs no gradient",
    code: () => n().sum().backward(),
    message: "element 0 of tensors does not require grad and does not have a grad_fn",
  },
  {
    does: "backward with a gradient of another shape",
    code: () => x().backward(torch.ones(1, 3)),
    message:
      "Mismatch in shape: grad_output[0] has a shape of torch.Size([1, 3]) and output[0] has a shape of torch.Size([3]).",
  },
  {
    does: "backward with a number as gradient",
    code: () => x().backward(wrong(1)),
    name: "TypeError",
    message: /argument 'gradient' must be Tensor, not number/,
  },
  {
    does: "backward into no inputs",
    code: () => x().sum().backward({ inputs: [] }),
    message: "`inputs` argument to `backward()` cannot be empty.",
  },
  {
    does: "backward into an input without gradient",
    code: () =>
      x()
        .sum()
        .backward({ inputs: [n()] }),
    message: "can't retain_grad on Tensor that has requires_grad=False",
  },
  { does: "backward twice", code: () => twice(x().exp().sum()), message: freed },
  { does: "backward twice through a product with a number", code: () => twice(x().mul(2).sum()), message: freed },
  { does: "grad of an unrelated input", code: () => grad(x().sum(), m()), message: unrelated },
  {
    does: "grad of an input that needs none",
    code: () => grad(x().sum(), n()),
    message: "One of the differentiated Tensors does not require grad",
  },
  {
    does: "grad of outputs that need none",
    code: () => grad(n().sum(), x()),
    message: "element 0 of tensors does not require grad and does not have a grad_fn",
  },
  {
    does: "grad with too few gradients",
    code: () => grad([x(), x()], x(), [torch.ones(3)]),
    message: "got 2 tensors and 1 gradients",
  },
  {
    does: "grad with contradicting options",
    code: () => grad(x().sum(), x(), wrong({ allow_unused: false, materialize_grads: true })),
    name: "ValueError",
    message: /^Expected allow_unused to be True or not passed when materialize_grads=True/,
  },
  {
    does: "retain_grad where no gradient flows",
    code: () => n().retain_grad(),
    message: "can't retain_grad on Tensor that has requires_grad=False",
  },
  {
    does: "register_hook where no gradient flows",
    code: () => n().register_hook(() => undefined),
    message: "cannot register a hook on a tensor that doesn't require gradient",
  },
  {
    does: "register_hook with something else",
    code: () => x().register_hook(wrong(3)),
    name: "TypeError",
    message: /argument 'hook' must be a function, not number/,
  },
  {
    does: "a hook that returns a number",
    code: () => hooked(() => wrong(1)),
    name: "TypeError",
    message: "expected Variable, but hook returned 'number'",
  },
  {
    does: "a hook that changes the size",
    code: () => hooked(() => torch.ones(2)),
    message: "hook '<lambda>' has changed the size of value",
  },
  {
    does: "a hook that changes the dtype",
    code: () => hooked((g) => g.to(torch.float64)),
    message: "hook '<lambda>' has changed the type of value (was torch.FloatTensor got torch.DoubleTensor)",
  },
  {
    does: "requires_grad_(false) on a non-leaf",
    code: () => x().mul(2).requires_grad_(false),
    message: /^you can only change requires_grad flags of leaf variables\. If you want to use a computed variable/,
  },
  {
    does: "requires_grad = true on a non-leaf",
    code: () => (x().mul(2).requires_grad = true),
    message: "you can only change requires_grad flags of leaf variables.",
  },
  {
    does: "requires_grad_ of integers",
    code: () => i().requires_grad_(),
    message: "only Tensors of floating point dtype can require gradients",
  },
  {
    does: "requires_grad = true on integers",
    code: () => (i().requires_grad = true),
    message: "only Tensors of floating point and complex dtype can require gradients",
  },
  {
    does: "a tensor of integers that is to require grad",
    code: () => torch.tensor([1], { dtype: torch.int64, requires_grad: true }),
    message: "Only Tensors of floating point and complex dtype can require gradients",
  },
  {
    does: "a number as .grad",
    code: () => (x().grad = wrong(1)),
    name: "TypeError",
    message: "assigned grad expected to be a Tensor or None but got grad of type number",
  },
  {
    does: "a .grad of another size",
    code: () => (x().grad = torch.ones(2)),
    message:
      "attempting to assign a gradient of size '[2]' to a tensor of size '[3]'. Please ensure that the gradient and the tensor are the same size",
  },
  {
    does: "a .grad of another dtype",
    code: () => (x().grad = torch.ones(3, { dtype: torch.float64 })),
    message: /^attempting to assign a gradient with dtype 'double' to a tensor with grad_dtype 'Float'/,
  },
  { does: "a tensor as its own .grad", code: () => ownGrad(x()), message: "can't assign Variable as its own grad" },
  {
    does: "a number as .data",
    code: () => (x().data = wrong(1)),
    name: "TypeError",
    message: "Variable data has to be a tensor, but got number",
  },
  {
    does: "integers as .data of a leaf that wants gradients",
    code: () => (x().data = i()),
    message: "data set to a tensor that requires gradients must be floating point or complex dtype",
  },
  {
    does: "detach_ of a view",
    code: () => x().mul(2).view(3, 1).detach_(),
    message: /^Can't detach views in-place\. Use detach\(\) instead\./,
  },
];

const inPlace: readonly Mistake[] = [
  {
    does: "add_ to a leaf",
    code: () => x().add_(1),
    message: "a leaf Variable that requires grad is being used in an in-place operation.",
  },
  {
    does: "add_ to a view of a leaf",
    code: () => x().index(0).add_(1),
    message: "a view of a leaf Variable that requires grad is being used in an in-place operation.",
  },
  {
    does: "add_ of what is larger",
    code: () => n().add_(torch.ones(2, 3)),
    message: "output with shape [3] doesn't match the broadcast shape [2, 3]",
  },
  {
    does: "copy_ of what does not fit",
    code: () => n().copy_(torch.ones(2)),
    message: "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
  },
  {
    does: "add_ of a fraction to integers",
    code: () => i().add_(1.5),
    message: "result type Float can't be cast to the desired output type Long",
  },
  {
    does: "div_ of integers",
    code: () => i().div_(2),
    message: "result type Float can't be cast to the desired output type Long",
  },
  {
    does: "add_ of a fraction to bools",
    code: () => b().add_(1.5),
    message: "result type Float can't be cast to the desired output type Bool",
  },
  {
    does: "add_ to an expanded tensor",
    code: () => n().expand(2, 3).add_(1),
    message:
      /^unsupported operation: more than one element of the written-to tensor refers to a single memory location/,
  },
  {
    does: "add_ of a tensor's own transpose",
    code: () => overlapping(torch.ones(3, 3)),
    message:
      /^unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location/,
  },
  {
    does: "fill_ with a vector",
    code: () => n().fill_(torch.ones(2)),
    message: "fill_ only supports 0-dimension value tensor but got tensor with 1 dimensions.",
  },
  {
    does: "writing to what backward needs",
    code: () => writtenTooEarly(x()),
    message:
      "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is output 0 of Add, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
  },
  {
    does: "writing to a result that backward needs",
    code: () => x().exp().mul_(2).sum().backward(),
    message: /\[torch\.FloatTensor \[3\]\], which is output 0 of Exp, is at version 1; expected version 0 instead/,
  },
  {
    does: "writing to one of several views",
    code: () => x().mul(2).unbind()[0]!.add_(1),
    message:
      /^Output 0 of Unbind is a view and is being modified inplace\. This view is the output of a function that returns multiple views/,
  },
  {
    does: "writing to a view that was made in no_grad",
    code: () => viewMadeInNoGrad(x().mul(2)).add_(1),
    message: /^A view was created in no_grad mode and is being modified inplace with grad mode enabled/,
  },
];

const shapes: readonly Mistake[] = [
  {
    does: "x + y of other sizes",
    code: () => x().add(torch.ones(2)),
    message: "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
  },
  { does: "m @ m", code: () => m().matmul(m()), message: "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)" },
  {
    does: "m @ a short vector",
    code: () => m().matmul(torch.ones(2)),
    message: "size mismatch, got input (2), mat (2x3), vec (2)",
  },
  {
    does: "x @ a short vector",
    code: () => x().matmul(torch.ones(2)),
    message:
      "inconsistent tensor size, expected tensor [3] and src [2] to have the same number of elements, but got 3 and 2 elements respectively",
  },
  {
    does: "0-d @ x",
    code: () => torch.tensor(1).matmul(x()),
    message: "both arguments to matmul need to be at least 1D, but they are 0D and 1D",
  },
  {
    does: "batches that do not broadcast",
    code: () => torch.ones(2, 3, 4).matmul(torch.ones(3, 4, 5)),
    message: "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0",
  },
  {
    does: "batches with other inner sizes",
    code: () => torch.ones(2, 3, 4).matmul(torch.ones(2, 5, 5)),
    message: "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 5].",
  },
  { does: "mm of vectors", code: () => torch.mm(x(), x()), message: "self must be a matrix" },
  {
    does: "a product of two dtypes",
    code: () => m().matmul(torch.ones(3, 2, { dtype: torch.float64 })),
    message: "expected m1 and m2 to have the same dtype, but got: float != double",
  },
  {
    does: "t of three dimensions",
    code: () => m().unsqueeze(0).t(),
    message: "t() expects a tensor with <= 2 dimensions, but self is 3D",
  },
  {
    does: "transpose beyond the last dimension",
    code: () => m().transpose(0, 2),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  },
  { does: "view in too few elements", code: () => m().view(4), message: "shape '[4]' is invalid for input of size 6" },
  {
    does: "view in what does not divide",
    code: () => m().view(-1, 4),
    message: "shape '[-1, 4]' is invalid for input of size 6",
  },
  { does: "view with two open sizes", code: () => m().view(-1, -1), message: "only one dimension can be inferred" },
  {
    does: "view with a negative size",
    code: () => m().view(-2, 3),
    message: "invalid shape dimension -2 at index 0 of shape [-2, 3]",
  },
  {
    does: "view of a transposed matrix",
    code: () => m().t().view(6),
    message: /^view size is not compatible with input tensor's size and stride/,
  },
  {
    does: "sum over a missing dimension",
    code: () => m().sum(2),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  },
  {
    does: "sum over a dimension twice",
    code: () => m().sum([0, 0]),
    message: "dim 0 appears multiple times in the list of dims",
  },
  {
    does: "sum of a 0-d tensor over dimension 1",
    code: () => torch.tensor(1).sum(1),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "select out of range",
    code: () => m().select(0, 5),
    name: "IndexError",
    message: "select(): index 5 out of range for tensor of size [2, 3] at dimension 0",
  },
  {
    does: "index out of range",
    code: () => m().index(5),
    name: "IndexError",
    message: "index 5 is out of bounds for dimension 0 with size 2",
  },
  {
    does: "index of a 0-d tensor",
    code: () => torch.tensor(1).index(0),
    name: "IndexError",
    message: /^invalid index of a 0-dim tensor/,
  },
  {
    does: "iteration over a 0-d tensor",
    code: () => [...torch.tensor(1)],
    name: "TypeError",
    message: "iteration over a 0-d tensor",
  },
  {
    does: "expand to fewer dimensions",
    code: () => m().expand(4),
    message:
      "expand(torch.FloatTensor{[2, 3]}, size=[4]): the number of sizes provided (1) must be greater or equal to the number of dimensions in the tensor (2)",
  },
  {
    does: "expand of what is not 1",
    code: () => m().expand(2, 4),
    message:
      "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [2, 3]",
  },
  {
    does: "expand with −1 in front",
    code: () => m().expand(-1, 2, 3),
    message: "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension 0",
  },
  {
    does: "permute with too few dimensions",
    code: () => m().permute(0),
    message: /^permute\(sparse_coo\): number of dimensions in the tensor input does not match/,
  },
  {
    does: "permute with a dimension twice",
    code: () => m().permute(0, 0),
    message: "permute(): duplicate dims are not allowed.",
  },
  {
    does: "flatten from back to front",
    code: () => m().flatten(1, 0),
    message: "flatten() has invalid args: start_dim cannot come after end_dim",
  },
  {
    does: "unsqueeze too far",
    code: () => m().unsqueeze(4),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-3, 2], but got 4)",
  },
  { does: "stack of nothing", code: () => torch.stack([]), message: "stack expects a non-empty TensorList" },
  {
    does: "stack of two shapes",
    code: () => torch.stack([n(), torch.ones(2)]),
    message: "stack expects each tensor to be equal size, but got [3] at entry 0 and [2] at entry 1",
  },
  {
    does: "item of several elements",
    code: () => n().item(),
    message: "a Tensor with 3 elements cannot be converted to Scalar",
  },
];

const dtypes: readonly Mistake[] = [
  {
    does: "mean of integers",
    code: () => i().mean(),
    message:
      "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long",
  },
  {
    does: "bool − bool",
    code: () => b().sub(b()),
    message: /^Subtraction, the `-` operator, with two bool tensors is not supported/,
  },
  {
    does: "1 − bool",
    code: () => torch.sub(1, b()),
    message: /^Subtraction, the `-` operator, with a bool tensor is not supported/,
  },
  { does: "−bool", code: () => b().neg(), message: /^Negation, the `-` operator, on a bool tensor is not supported/ },
  {
    does: "an integer to the power of −1",
    code: () => i().pow(-1),
    message: "Integers to negative integer powers are not allowed.",
  },
  {
    does: "an int64 beyond 2^53",
    code: () => torch.tensor([2n ** 52n]).mul(4),
    message: /^value cannot be converted to type int64 without loss/,
  },
  {
    does: "an infinite int64",
    code: () => torch.tensor([Infinity]).to(torch.int64),
    message: /^value cannot be converted to type int64 without loss/,
  },
];

const arguments_: readonly Mistake[] = [
  {
    does: "ragged rows",
    code: () => torch.tensor([[1, 2], [3]]),
    name: "ValueError",
    message: "expected sequence of length 2 at dim 1 (got 1)",
  },
  { does: "a number among rows", code: () => torch.tensor([[1], 2]), name: "TypeError", message: /^not a sequence/ },
  {
    does: "a row among numbers",
    code: () => torch.tensor([1, [2]]),
    name: "TypeError",
    message: "new(): invalid data type 'Array'",
  },
  {
    does: "a text as an element",
    code: () => torch.tensor([1, wrong("a")]),
    name: "TypeError",
    message: "new(): invalid data type 'string'",
  },
  {
    does: "null as data",
    code: () => torch.tensor(wrong(null)),
    name: "TypeError",
    message: "new(): invalid data type 'null'",
  },
  {
    does: "a negative size",
    code: () => torch.ones(-1),
    message: "Trying to create tensor with negative dimension -1: [-1]",
  },
  {
    does: "a size of 2.5",
    code: () => torch.ones(2.5),
    name: "TypeError",
    message: "ones(): argument 'size' must be tuple of ints, not number",
  },
  {
    does: "a size of NaN",
    code: () => torch.zeros(NaN),
    name: "TypeError",
    message: "zeros(): argument 'size' must be tuple of ints, not number",
  },
  {
    does: "NaN as index",
    code: () => m().index(NaN),
    name: "IndexError",
    message: /^only integers, slices .* are valid indices \(got NaN\)/,
  },
  {
    does: "a text as index",
    code: () => m().index(wrong("0")),
    name: "IndexError",
    message: /^only integers are supported as indices so far \(got string\)/,
  },
  {
    does: "NaN as dimension",
    code: () => m().sum(NaN),
    name: "TypeError",
    message: "sum(): argument 'dim' must be int, not number",
  },
  {
    does: "a misspelt option",
    code: () => m().sum(wrong({ keepDim: true })),
    name: "TypeError",
    message: "sum() got an unexpected keyword argument 'keepDim' (did you mean 'keepdim'?)",
  },
  {
    does: "a misspelt option of backward",
    code: () =>
      x()
        .sum()
        .backward(wrong({ retain_graphs: true })),
    name: "TypeError",
    message: "backward() got an unexpected keyword argument 'retain_graphs' (did you mean 'retain_graph'?)",
  },
  {
    does: "a misspelt option of tensor",
    code: () => torch.tensor([1], wrong({ requires_grd: true })),
    name: "TypeError",
    message: "tensor() got an unexpected keyword argument 'requires_grd' (did you mean 'requires_grad'?)",
  },
  {
    does: "an option twice",
    code: () => m().sum(0, wrong({ dim: 1 })),
    name: "TypeError",
    message: "sum() got multiple values for argument 'dim'",
  },
  {
    does: "too many arguments",
    code: () => m().sum(wrong(0), wrong(true), wrong(1)),
    name: "TypeError",
    message: "sum() takes 2 positional arguments but 3 were given",
  },
  {
    does: "a tensor where alpha is named",
    code: () => n().add(n(), wrong(n())),
    name: "TypeError",
    message: "add() takes 1 positional argument but 2 were given",
  },
  {
    does: "keepdim that is no boolean",
    code: () => m().sum(0, wrong(1)),
    name: "TypeError",
    message: "sum(): argument 'keepdim' must be bool, not number",
  },
  {
    does: "x · a text",
    code: () => x().mul(wrong("a")),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor or number, not string",
  },
  {
    does: "x · null",
    code: () => x().mul(wrong(null)),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor or number, not null",
  },
  {
    does: "x · nothing",
    code: () => (x().mul as (other?: torch.Tensor) => torch.Tensor).call(x()),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor or number, not undefined",
  },
  {
    does: "x @ a number",
    code: () => x().matmul(wrong(2)),
    name: "TypeError",
    message: "matmul(): argument 'other' must be Tensor, not number",
  },
  {
    does: "exp of a number",
    code: () => torch.exp(wrong(2)),
    name: "TypeError",
    message: "exp(): argument 'input' must be Tensor, not number",
  },
  {
    does: "an unknown dtype",
    code: () => torch.ones(2, { dtype: wrong("float32") }),
    name: "TypeError",
    message: "ones(): argument 'dtype' must be torch.dtype, not string",
  },
  {
    does: "x * 2 with JavaScript's operator",
    code: () => (x() as unknown as number) * 2,
    name: "TypeError",
    message: /^a Tensor cannot be used with JavaScript's operators: write x\.mul\(2\)/,
  },
  {
    does: "x + 2 with JavaScript's operator",
    code: () => (x() as unknown as number) + 2,
    name: "TypeError",
    message: /x\.add\(y\)/,
  },
];

function twice(loss: torch.Tensor): void {
  loss.backward();
  loss.backward();
}

function hooked(hook: (gradient: torch.Tensor) => torch.Tensor): void {
  const leaf = x();
  // Called through, so that the hook has no name, as a Python lambda.
  leaf.register_hook(
    (
      (f) => (gradient: torch.Tensor) =>
        f(gradient)
    )(hook),
  );
  leaf.sum().backward();
}

function ownGrad(leaf: torch.Tensor): void {
  leaf.grad = leaf;
}

function overlapping(square: torch.Tensor): void {
  square.add_(square.t());
}

function writtenTooEarly(leaf: torch.Tensor): void {
  const y = leaf.mul(2);
  const z = y.pow(2);
  y.add_(1);
  z.sum().backward();
}

function viewMadeInNoGrad(tensor: torch.Tensor): torch.Tensor {
  return torch.no_grad(() => tensor.view(3, 1));
}

const groups = { autograd, "in-place writes": inPlace, shapes, dtypes, arguments: arguments_ };

for (const [group, mistakes] of Object.entries(groups)) {
  describe(`errors of ${group}`, () => {
    for (const { does, code, name = "RuntimeError", message } of mistakes) {
      it(`answers ${does} in PyTorch's words`, () => {
        assert.throws(code, { name, message });
      });
    }
  });
}
