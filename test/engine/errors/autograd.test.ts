import * as torch from "../../../src/engine/index.js";
import { i, m, n, wrong, x, checkMistakes, type Mistake } from "../support/checkMistakes.js";

const { grad } = torch.autograd;

const freed = /^Trying to backward through the graph a second time \(or directly access saved tensors/;
const unrelated =
  /^The differentiated Tensor at index 0 appears to not have been used in the graph\. Set allow_unused=True/;

const mistakes: readonly Mistake[] = [
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

checkMistakes("autograd", mistakes);

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
