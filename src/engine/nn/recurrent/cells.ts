import { linear } from "../../ops/affine.js";
import { unsafeParts } from "../../ops/slicing.js";
import type { Tensor } from "../../tensor.js";

/** What a layer remembers from step to step: its output h, and of an LSTM the cell's content c after it. */
export type State = readonly [h: Tensor, ...c: Tensor[]];

/** The weights of one direction of one layer, or of a cell. */
export interface RecurrentWeights {
  readonly ih: Tensor;
  readonly hh: Tensor;
  readonly biasIh: Tensor | null;
  readonly biasHh: Tensor | null;
  /** The projection of an LSTM's output. */
  readonly hr: Tensor | null;
}

/** One step: the next state from the products of the input, `inputProducts`, and the state before. */
export type Cell = (products: Tensor, state: State, weights: RecurrentWeights) => State;

/** The cells by PyTorch's names, with the number of blocks that their weights have: one for each gate. */
export const cells = {
  RNN_TANH: { blocks: 1, step: (products, state, weights) => [summed(products, state, weights).tanh()] },
  RNN_RELU: { blocks: 1, step: (products, state, weights) => [summed(products, state, weights).relu()] },
  LSTM: { blocks: 4, step: lstmStep },
  GRU: { blocks: 3, step: gruStep },
} as const satisfies Readonly<Record<string, { readonly blocks: number; readonly step: Cell }>>;

export type CellName = keyof typeof cells;

/** The products of inputs with their weights. They do not depend on the state: those of all steps are had at once. */
export function inputProducts(input: Tensor, { ih, biasIh }: RecurrentWeights): Tensor {
  return linear(input, ih, biasIh);
}

function stateProducts([h]: State, { hh, biasHh }: RecurrentWeights): Tensor {
  return linear(h, hh, biasHh);
}

function summed(products: Tensor, state: State, weights: RecurrentWeights): Tensor {
  return stateProducts(state, weights).add(products);
}

/** c′ = σ(f)·c + σ(i)·tanh(g), h′ = σ(o)·tanh(c′), projected where there are weights for it. */
function lstmStep(products: Tensor, state: State, weights: RecurrentWeights): State {
  const [input, forget, content, output] = unsafeParts(summed(products, state, weights), 4, 1);
  const kept = forget!.sigmoid().mul(state[1]!);
  const c = kept.add(input!.sigmoid().mul(content!.tanh()));
  const h = output!.sigmoid().mul(c.tanh());
  return [weights.hr === null ? h : h.matmul(weights.hr.t()), c];
}

/** h′ = (h − n)·σ(z) + n with n = tanh(products of the input + σ(r)·products of the state). */
function gruStep(products: Tensor, state: State, weights: RecurrentWeights): State {
  const [inputReset, inputUpdate, inputNew] = unsafeParts(products, 3, 1);
  const [stateReset, stateUpdate, stateNew] = unsafeParts(stateProducts(state, weights), 3, 1);
  const reset = stateReset!.add(inputReset!).sigmoid();
  const update = stateUpdate!.add(inputUpdate!).sigmoid();
  const next = inputNew!.add(stateNew!.mul(reset)).tanh();
  return [state[0].sub(next).mul(update).add(next)];
}
