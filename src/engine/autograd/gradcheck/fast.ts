import * as errors from "../../errors.js";
import { inFormat } from "../../print.js";
import { Generator } from "../../random/generator.js";
import { rand } from "../../random/factories.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { inGradMode } from "../gradMode.js";
import { backwardProduct, forwardProduct } from "./analytical.js";
import { areClose, entryThatDiffers } from "./comparison.js";
import { numericalDirection } from "./numerical.js";
import { jacobiansOf } from "./slow.js";
import type { Subject, Tolerances } from "./subject.js";

/**
 * Compares one product of each Jacobian with random vectors, v·J·u, with differences; in forward mode J·u. The vectors are
 * PyTorch's. Throws for the first that is not close, with the whole Jacobian.
 */
export function checkFast(subject: Subject, tolerances: Tolerances, forward: boolean): void {
  const { variables, outputs, differentiable } = subject;
  const generator = new Generator();
  const us = variables.map(({ tensor }) => randomVector(tensor, generator));
  const vs = forward ? null : differentiable.map((place) => randomVector(outputs[place]!, generator));
  const slopes = us.map((u, i) => numericalDirection(subject, i, u, tolerances.eps));
  if (differentiable.length === 0) {
    const isZero = slopes
      .flat()
      .every((slope) => elements(slope).every((value) => !(Math.abs(value) > tolerances.nondetTol)));
    if (!isZero && !forward) throw errors.numericalNotZero();
    return;
  }
  const products = vs?.map((v, o) => backwardProduct(subject, outputs[differentiable[o]!]!, v, tolerances.nondetTol));
  us.forEach((u, input) => {
    const tangents = forward ? forwardProduct(subject, input, u) : null;
    differentiable.forEach((place, output) => {
      const [slope, v] = [slopes[input]![place]!, vs?.[output]];
      const numerical = v === undefined ? slope : v.mul(slope).sum();
      const analytical = tangents?.[place] ?? inGradMode(false, () => products![output]![input]!.dot(u));
      const atol = tolerances.atol * total(u) * (v === undefined ? 1 : total(v));
      if (areClose(analytical, numerical, { rtol: tolerances.rtol, atol })) return;
      const detail = slowly(subject, input, place, forward, tolerances);
      const texts = { numerical: inFormat(numerical), analytical: inFormat(analytical) };
      throw errors.jacobianMismatch({ output, input, forward, ...texts, detail });
    });
  });
}

function slowly(subject: Subject, input: number, place: number, forward: boolean, tolerances: Tolerances): string {
  const { numerical, analytical } = jacobiansOf(subject, input, place, forward, tolerances.eps);
  const isClose = areClose(analytical, numerical, tolerances);
  const greatest = inFormat(numerical.sub(analytical).abs().max());
  const text = errors.recomputedSlowly(String(numerical), String(analytical), greatest, isClose);
  const shapes = [subject.variables[input]!.tensor.shape, subject.outputs[place]!.shape] as const;
  return text + entryThatDiffers(analytical, numerical, tolerances, ...shapes);
}

/** Random numbers for the elements of a tensor, of length 1. */
function randomVector(tensor: Tensor, generator: Generator): Tensor {
  const vector = rand(tensor.numel(), { generator }).to(tensor.dtype);
  return vector.div(vector.norm());
}

function total(vector: Tensor): number {
  return Number(vector.sum().item());
}
