import { refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { cat } from "../../ops/join.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/**
 * All elements of the parameters in one dimension, one parameter after the other.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parameters_to_vector.html
 */
export function parameters_to_vector(parameters: Iterable<Tensor>): Tensor {
  if (arguments.length > 1) refuseMore("parameters_to_vector", 1, arguments);
  return cat([...parameters].map((parameter) => parameter.view(-1)));
}

/**
 * Gives the parameters the elements of a vector for their data, one parameter after the other. They show the vector's own
 * numbers. Throws if there are too few.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html
 */
export function vector_to_parameters(vec: Tensor, parameters: Iterable<Tensor>): void {
  if (arguments.length > 2) refuseMore("vector_to_parameters", 2, arguments);
  if (!isTensor(vec)) throw errors.vectorOfWrongKind(vec);
  let start = 0;
  for (const parameter of parameters) {
    const end = Math.min(start + parameter.numel(), vec.size(0));
    parameter.data = vec.narrow(0, start, end - start).view(parameter.shape).data;
    start = end;
  }
}
