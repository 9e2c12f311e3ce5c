import type { Calls, Torch } from "../support/recordedAnswers.js";

type Tensor = InstanceType<Torch["Tensor"]>;

/** What a type forbids. */
const wrong = <T>(value: unknown): T => value as T;

/** Of `torch.autograd.functional`. */
export const functionalCalls: Calls = (torch) => {
  const { jacobian, hessian, vjp, jvp, vhp, hvp } = torch.autograd.functional;
  const float64 = { dtype: torch.float64 };
  const a = () => torch.tensor([0.5, 1.5], float64);
  const b = () =>
    torch.tensor(
      [
        [1, 2],
        [3, 4],
      ],
      float64,
    );
  const two = (x: Tensor, y: Tensor): Tensor[] => [x.mul(y).sum(0), y.sum().mul(x.index(0))];
  const square = (x: Tensor): Tensor => x.pow(2);
  const double = (x: Tensor): Tensor => x.mul(2);
  const cubes = (x: Tensor): Tensor => x.pow(3).sum();
  const energy = (x: Tensor, y: Tensor): Tensor => y.matmul(x).sum().pow(2);
  const firstOnly = (x: Tensor, _y: Tensor): Tensor => x.mul(2);
  const ones = () => torch.ones([3], float64);
  const calls: Record<string, () => unknown> = {
    "jacobian of two by two": () => jacobian(two, [a(), b()]),
    "jacobian, vectorized": () => jacobian(two, [a(), b()], { vectorize: true }),
    "jacobian by forward mode": () => jacobian(two, [a(), b()], { vectorize: true, strategy: "forward-mode" }),
    "jacobian of arrays of one": () => jacobian((x: Tensor) => [x.mul(2)], [a()]),
    "jacobian of a number": () => jacobian(square, torch.tensor(3, float64)),
    "jacobian by forward mode, not vectorized": () => jacobian(two, [a(), b()], { strategy: "forward-mode" }),
    "jacobian by forward mode, strict": () =>
      jacobian(two, [a(), b()], { strategy: "forward-mode", strict: true, vectorize: true }),
    "jacobian by forward mode, with a graph": () =>
      jacobian(two, [a(), b()], { strategy: "forward-mode", create_graph: true, vectorize: true }),
    "jacobian by another strategy": () => jacobian(two, [a(), b()], { strategy: wrong("both") }),
    "strict jacobian with an unused input": () => jacobian(firstOnly, [a(), b()], { strict: true }),
    "strict jacobian that is constant": () => jacobian(double, a(), { strict: true, create_graph: true }),
    "jacobian of nothing": () => jacobian((x: Tensor) => x.index("0:0"), a()),
    "jacobian at no tensor": () => jacobian(two, wrong<Tensor[]>([a(), 3])),
    "jacobian of no tensor": () => jacobian((x: Tensor) => wrong<Tensor[]>([x, 3]), a()),
    "jacobian at integers": () => jacobian(double, torch.tensor([1, 2], { dtype: torch.int64 })),
    "jacobian of integers": () => jacobian((x: Tensor) => x.long(), a()),
    "hessian of two": () => hessian(energy, [a(), b()]),
    "hessian, forward over reverse": () =>
      hessian(energy, [a(), b()], { vectorize: true, outer_jacobian_strategy: "forward-mode" }),
    "hessian of one element with dimensions": () => hessian((x: Tensor) => cubes(x).reshape(1, 1), a()),
    "hessian of an array": () => hessian((x: Tensor) => wrong<Tensor>([cubes(x)]), a()),
    "hessian by another strategy": () => hessian(cubes, a(), { outer_jacobian_strategy: wrong("both") }),
    "strict hessian of a constant": () => hessian(() => torch.ones([], float64), a(), { strict: true }),
    "vhp of two": () => vhp(energy, [a(), b()], [a(), b()]),
    "hvp of two": () => hvp(energy, [a(), b()], [a(), b()]),
  };
  for (const [name, product] of Object.entries({ vjp, jvp })) {
    const isVjp = name === "vjp";
    Object.assign(calls, {
      [`${name} of two`]: () =>
        product(two, [a(), b()], isVjp ? [torch.ones([2], float64), torch.tensor(2, float64)] : [a(), b()]),
      [`${name} by too few`]: () => product(two, [a(), b()], [a()]),
      [`${name} by other sizes`]: () => product(two, [a(), b()], [ones(), ones()]),
      [`${name} by no tensor`]: () => product(two, [a(), b()], wrong(3)),
      [`${name} by nothing`]: () => product(two, [a(), b()]),
      [`${name} of a number by nothing`]: () => product(square, torch.tensor(2, float64)),
      [`${name} by too many`]: () => product(square, a(), [a(), a()]),
      [`strict ${name} with an unused input`]: () =>
        product(firstOnly, [a(), b()], isVjp ? a() : [a(), b()], { strict: true }),
      [`strict ${name} that is constant`]: () => product(double, a(), a(), { strict: true, create_graph: true }),
      [`${name} under no_grad`]: () => torch.no_grad(() => product(square, a(), a())),
      [`${name} with a graph`]: () => {
        const [value, result] = product(square, a().requires_grad_(), a(), { create_graph: true });
        return [value.requires_grad, result.requires_grad];
      },
    });
  }
  for (const [name, product] of Object.entries({ vhp, hvp })) {
    Object.assign(calls, {
      [`${name} of an array`]: () => product((x: Tensor) => wrong<Tensor>([x.sum()]), a(), a()),
      [`${name} of several numbers`]: () => product(double, a(), a()),
      [`${name} of a linear function`]: () => product((x: Tensor) => x.sum(), a(), a()),
      [`strict ${name} that is constant`]: () =>
        product((x: Tensor) => square(x).sum(), a(), a(), { strict: true, create_graph: true }),
      [`strict ${name} with an unused input`]: () =>
        product((x: Tensor, _y: Tensor) => square(x).sum(), [a(), b()], [a(), b()], { strict: true }),
    });
  }
  return calls;
};

/** Of `torch.autograd.gradcheck`. */
export const gradcheckCalls: Calls = (torch) => {
  const { gradcheck, gradgradcheck } = torch.autograd;
  const leaf = (...values: number[]) => torch.tensor(values, { dtype: torch.float64, requires_grad: true });
  const double = (x: Tensor): Tensor => x.mul(2);
  const half = (x: Tensor): Tensor => x.mul(x.detach());
  return {
    "two inputs, two outputs": () =>
      gradcheck((x: Tensor, y: Tensor) => [x.mul(y), y.sum().sin()], [leaf(0.5, 1.5), leaf(2, 3)], {
        check_forward_ad: true,
      }),
    "two inputs, fast": () =>
      gradcheck((x: Tensor, y: Tensor) => [x.mul(y), y.sum().sin()], [leaf(0.5, 1.5), leaf(2, 3)], {
        check_forward_ad: true,
        fast_mode: true,
      }),
    "one input that stands alone": () => gradcheck(double, leaf(1, 2)),
    "no elements": () => gradcheck(double, [leaf()]),
    "half of a product": () => gradcheck(half, [leaf(1, 2)]),
    "half of a product, by forward mode": () =>
      gradcheck(half, [leaf(1, 2)], { check_forward_ad: true, check_backward_ad: false }),
    "half of a product, not raised": () => gradcheck(half, [leaf(1, 2)], { raise_exception: false }),
    "a kink within a wide step": () => gradcheck((x: Tensor) => x.abs(), [leaf(1e-3)], { eps: 1e-2 }),
    "an expanded input": () =>
      gradcheck(double, [torch.ones([1], { dtype: torch.float64 }).expand(3).requires_grad_()]),
    "no check at all": () => gradcheck(double, [leaf(1)], { check_backward_ad: false }),
    "no input that requires grad, not raised": () =>
      gradcheck(double, [torch.ones([1], { dtype: torch.float64 })], { raise_exception: false }),
    "the second derivative of a cube": () =>
      gradgradcheck((x: Tensor) => x.pow(3), [leaf(0.5, 1.5)], { check_fwd_over_rev: true }),
    "the second derivative, fast": () =>
      gradgradcheck((x: Tensor) => x.pow(3), [leaf(0.5, 1.5)], { fast_mode: true, gen_non_contig_grad_outputs: true }),
    "half of a second derivative": () =>
      gradgradcheck((x: Tensor) => x.pow(2).mul(x.detach()), [leaf(0.5, 1.5)], [leaf(0.25, 0.5)]),
    "undefined gradients without backward over backward": () =>
      gradgradcheck(double, [leaf(1)], { check_rev_over_rev: false, check_fwd_over_rev: true }),
    "no second check at all": () => gradgradcheck(double, [leaf(1)], { check_rev_over_rev: false }),
  };
};
