import type * as engine from "../../../src/engine/index.js";
import { numbers, type Layouts } from "./memoryLayouts.js";
import type { Calls, Torch, Unary } from "./recordedAnswers.js";

type Tensor = engine.Tensor;

/**
 * How gradients lie, that are asked for by `torch.autograd.grad`: a leaf's `.grad` lies as the leaf. Each call is made of
 * leaves that lie in many ways, and asked for the gradients that come of some in rows and of a sum, and for the second ones.
 */
export const gradientLayoutCalls: Calls = (torch) => {
  const answers: Record<string, () => unknown> = {};
  for (const [name, { of, shape }] of Object.entries(calls(torch)))
    for (const [layout, make] of Object.entries(layoutsOf(torch, shape)))
      answers[`${name}, ${layout}`] = () => gradientsOf(torch, of, make);
  return answers;
};

interface Call {
  readonly of: Unary;
  readonly shape: readonly number[];
}

function layoutsOf(torch: Torch, shape: readonly number[]): Layouts {
  const rank = shape.length;
  const turned = shape.with(-1, shape.at(-2)!).with(-2, shape.at(-1)!);
  const reversed = shape.map((_, dim) => rank - 1 - dim);
  return {
    "in rows": () => numbers(torch, ...shape),
    transposed: () => numbers(torch, ...turned).transpose(-1, -2),
    reversed: () => numbers(torch, ...shape.toReversed()).permute(reversed),
    "every other column": () => numbers(torch, ...shape.with(-1, 2 * shape.at(-1)!)).index("...", "::2"),
    expanded: () => numbers(torch, ...shape.with(0, 1)).expand(shape),
  };
}

/** Strides of dimensions with one place say nothing. */
function stridesOf(tensor: Tensor | null): readonly number[] | null {
  if (tensor === null) return null;
  const { shape } = tensor;
  return [...tensor.stride()].filter((_, dim) => shape[dim] !== 1);
}

function gradientsOf(torch: Torch, of: Unary, make: () => Tensor): unknown {
  const ones = ({ shape, dtype }: Tensor): Tensor => torch.ones([...shape], { dtype });
  const leafOf = (): Tensor => make().detach().requires_grad_();
  const leaf = leafOf();
  const [y, summed] = [of(leaf), leafOf()];
  const [plain] = torch.autograd.grad([y], [leaf], { grad_outputs: [ones(y)] });
  const [ofSum] = torch.autograd.grad([of(summed).sum()], [summed]);
  const other = leafOf();
  const z = of(other);
  const seed = ones(z).requires_grad_();
  const [again] = torch.autograd.grad([z], [other], { grad_outputs: [seed], create_graph: true });
  const second = torch.autograd.grad([again!], [other, seed], { grad_outputs: [ones(again!)], allow_unused: true });
  return [plain!, ofSum!, again!, ...second].map(stridesOf);
}

function calls(torch: Torch): Readonly<Record<string, Call>> {
  const F = torch.nn.functional;
  const of = (...shape: readonly number[]): Tensor => numbers(torch, ...shape);
  const positions = (...items: readonly (readonly number[])[]): Tensor => torch.tensor(items, { dtype: torch.int64 });
  const [flat, square, cube] = [
    [3, 4],
    [3, 3],
    [2, 3, 4],
  ];
  const each = (shape: readonly number[], functions: Readonly<Record<string, Unary>>): Record<string, Call> =>
    Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, { of: call, shape }]));
  const firstOf = (results: Iterable<Tensor>): Tensor => [...results][0]!;
  const mask = (): Tensor => of(3, 4).gt(0.4);
  return {
    ...each(flat!, {
      logit: (x) => x.logit(0.1),
      "logit_ of a view": (x) => x.clone().t().logit_(0.1),
      "abs_ of a view": (x) => x.clone().t().abs_(),
      "fill_ of a part": (x) => {
        const copy = x.clone();
        copy.index(0).fill_(1);
        return copy;
      },
      erf: (x) => x.erf(),
      erfinv: (x) => x.erfinv(),
      erfcx: (x) => torch.special.erfcx(x),
      ndtri: (x) => torch.special.ndtri(x),
      rsqrt: (x) => x.rsqrt(),
      logsigmoid: (x) => F.logsigmoid(x),
      "mul of itself transposed": (x) => x.mul(of(4, 3).t().mul(x)),
      div: (x) => x.div(of(4, 3).t().add(x)),
      atan2: (x) => x.atan2(of(4, 3).t()),
      xlogy: (x) => x.xlogy(0.5),
      logaddexp2: (x) => torch.logaddexp2(x, of(3, 4)),
      fmax: (x) => torch.fmax(x, of(1).index(0)),
      copysign: (x) => x.copysign(of(4, 3).t()),
      max: (x) => x.max(),
      median: (x) => x.median(),
      "amax of the first": (x) => x.amax(0),
      "std of the first": (x) => x.std(0),
      prelu: (x) => F.prelu(x, of(4)),
      "where by columns": (x) => torch.where(mask().t().contiguous().t(), x, 0),
      masked_fill: (x) => x.masked_fill(mask(), 0),
      masked_scatter: (x) => x.masked_scatter(mask(), of(12)),
      scatter: (x) => x.scatter(1, positions([0, 1], [1, 0], [2, 3]), of(3, 2)),
      "scatter of it": (x) => of(3, 4).scatter(1, positions([0, 1, 2, 3], [1, 0, 3, 2], [2, 3, 0, 1]), x),
      "scatter_reduce by prod": (x) => x.scatter_reduce(1, positions([0, 1], [1, 0], [2, 3]), of(3, 2), "prod"),
      "scatter_reduce of it by amax": (x) =>
        of(3, 4).scatter_reduce(1, positions([0, 1, 2, 3], [1, 0, 3, 2], [2, 3, 0, 1]), x, "amax"),
      "select_scatter of it": (x) => torch.select_scatter(of(3, 4, 2), x, 2, 1),
      "diagonal_scatter of a part": (x) => torch.diagonal_scatter(of(4, 4), x.select(0, 1)),
      "as_strided with a repeated row": (x) => x.contiguous().as_strided([2, 2], [0, 2], 1),
      kl_div: (x) => F.kl_div(of(3, 4), x, { reduction: "sum" }),
      poisson_nll_loss: (x) => F.poisson_nll_loss(x, of(3, 4), { reduction: "none" }),
      normalize: (x) => F.normalize(x, { dim: 0 }),
      "einsum ij,jk->ki": (x) => torch.einsum("ij,jk->ki", x, of(4, 2)),
    }),
    ...each(square!, {
      "first of svd": (x) => firstOf(torch.linalg.svd(x, { full_matrices: false })),
      "last of svd": (x) => [...torch.linalg.svd(x)].at(-1)!,
      "first of older svd": (x) => firstOf(torch.svd(x)),
      "values of eigh": (x) => firstOf(torch.linalg.eigh(x)),
      "mm by itself": (x) => x.mm(x.t()),
    }),
    ...each(cube!, {
      softplus: (x) => F.softplus(x),
      layer_norm: (x) => F.layer_norm(x, [4]),
      group_norm: (x) => F.group_norm(x, 3),
      conv1d: (x) => F.conv1d(x, of(2, 3, 2)),
      "conv1d by it": (x) => F.conv1d(of(1, 3, 5), x),
      avg_pool1d: (x) => F.avg_pool1d(x, 2),
    }),
  };
}
