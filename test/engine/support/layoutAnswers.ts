import type * as engine from "../../../src/engine/index.js";
import { unaryCalls } from "./layoutCalls.js";
import { binaryCalls } from "./layoutCallsOfTwo.js";
import { oneOperand, pairs, type Layouts } from "./memoryLayouts.js";
import type { Torch } from "./recordedAnswers.js";

type Tensor = engine.Tensor;

/** The strides of a result and of the `.grad` that a leaf gets from it, if any; null for a call that is refused. */
export type Strides = null | readonly [readonly number[], (readonly number[] | null)?];

/** What each call answers, by the names of the layouts. */
export type LayoutAnswers = Readonly<Record<string, () => Readonly<Record<string, Strides>>>>;

/** All the calls, to be made with an engine that is given: they were put to PyTorch as well. */
export function layoutAnswers(torch: Torch): LayoutAnswers {
  const ofOne = Object.entries(unaryCalls(torch)).map(([name, call]) => [
    name,
    () => mapped(oneOperand(torch), (make) => stridesOf(torch, call, make)),
  ]);
  const ofTwo = Object.entries(binaryCalls(torch)).map(([name, call]) => [
    `${name} of two`,
    () => Object.assign({}, ...pairs(torch).map((layouts) => ofPairs(torch, call, layouts))) as Answers,
  ]);
  return Object.fromEntries([...ofOne, ...ofTwo]) as LayoutAnswers;
}

type Answers = Readonly<Record<string, Strides>>;

function ofPairs(torch: Torch, call: (x: Tensor, y: Tensor) => Tensor, layouts: Layouts): Answers {
  const answers: Record<string, Strides> = {};
  for (const [first, makeFirst] of Object.entries(layouts))
    for (const [second, makeSecond] of Object.entries(layouts))
      answers[`${first} and ${second}`] = stridesOf(torch, (x) => call(x, makeSecond()), makeFirst);
  return answers;
}

function mapped(layouts: Layouts, answer: (make: () => Tensor) => Strides): Answers {
  return Object.fromEntries(Object.entries(layouts).map(([layout, make]) => [layout, answer(make)]));
}

function stridesOf(torch: Torch, call: (x: Tensor) => Tensor, layout: () => Tensor): Strides {
  torch.manual_seed(0);
  let result: Tensor;
  try {
    result = call(layout());
  } catch {
    return null;
  }
  const strides = [...result.stride()];
  const leaf = layout().detach();
  if (!leaf.dtype.is_floating_point) return [strides];
  leaf.requires_grad_();
  const y = call(leaf);
  if (!y.requires_grad) return [strides];
  try {
    y.sum().backward();
    return [strides, leaf.grad === null ? null : [...leaf.grad.stride()]];
  } catch {
    return [strides, null];
  }
}
