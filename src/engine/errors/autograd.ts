import { pythonText } from "../pythonValues.js";
import { AssertionError, IndexError, RuntimeError, ValueError } from "./kinds.js";
import { className, describeType, list, torchSize, type Sizes } from "./words.js";

export function doesNotRequireGrad(index: number): Error {
  return new RuntimeError(`element ${index} of tensors does not require grad and does not have a grad_fn`);
}

export function implicitGradient(): Error {
  return new RuntimeError("grad can be implicitly created only for scalar outputs");
}

export function gradientShapeMismatch(index: number, gradient: Sizes, output: Sizes): Error {
  return new RuntimeError(
    `Mismatch in shape: grad_output[${index}] has a shape of ${torchSize(gradient)} and output[${index}] has a shape of ${torchSize(output)}.`,
  );
}

export function gradientCount(tensors: number, gradients: number): Error {
  return new RuntimeError(`got ${tensors} tensors and ${gradients} gradients`);
}

export function notADifferentiableTensor(): Error {
  return new RuntimeError("One of the differentiated Tensors does not require grad");
}

export function unusedInput(index: number): Error {
  return new RuntimeError(
    `The differentiated Tensor at index ${index} appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.`,
  );
}

export function materializeNeedsUnused(): Error {
  return new ValueError(
    "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False.",
  );
}

export function noInputs(by: "backward" | "grad"): Error {
  return new RuntimeError(`\`inputs\` argument to \`${by}()\` cannot be empty.`);
}

export function batchedGradientShape(index: number, gradient: Sizes, output: Sizes): Error {
  return new RuntimeError(
    `If \`is_grads_batched=True\`, we interpret the first dimension of each grad_output as the batch dimension. The sizes of the remaining dimensions are expected to match the shape of corresponding output, but a mismatch was detected: grad_output[${index}] has a shape of ${torchSize(gradient)} and output[${index}] has a shape of ${torchSize(output)}. If you only want some tensors in \`grad_output\` to be considered batched, consider using vmap.`,
  );
}

export function emptyBatchOfGradients(): Error {
  return new IndexError("index 0 is out of bounds for dimension 0 with size 0");
}

export function edgeWithoutGraph(): Error {
  return new RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients");
}

export function secondBackward(): Error {
  return new RuntimeError(
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
  );
}

const enableAnomaly =
  "enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).";
const placeIsAbove =
  "the backtrace further above shows the operation that failed to compute its gradient. The variable in question was changed in there or anywhere later. Good luck!";

export function modifiedInPlace(
  label: string,
  shape: Sizes,
  origin: string | null,
  version: number,
  expected: number,
  anomaly: boolean,
): Error {
  const which = origin === null ? "" : `, which is ${origin},`;
  return new RuntimeError(
    `one of the variables needed for gradient computation has been modified by an inplace operation: [${className(label)} ${list(shape)}]${which} is at version ${version}; expected version ${expected} instead. Hint: ${anomaly ? placeIsAbove : enableAnomaly}`,
  );
}

/** `node` is null for a gradient that a pass starts with. */
export function invalidGradient(node: string | null, index: number, got: Sizes, expected: Sizes): Error {
  const origin = node === null ? "" : `Function ${node} returned an `;
  return new RuntimeError(
    `${origin}invalid gradient at index ${index} - got ${list(got)} but expected shape compatible with ${list(expected)}`,
  );
}

/** PyTorch has three wordings: of the factories, of the property and of `requires_grad_()`. */
export function onlyFloatsRequireGrad(by: "factory" | "property" | "method"): Error {
  const words = {
    factory: "Only Tensors of floating point and complex dtype can require gradients",
    property: "only Tensors of floating point and complex dtype can require gradients",
    method: "only Tensors of floating point dtype can require gradients",
  };
  return new RuntimeError(words[by]);
}

export function requiresGradOfNonLeaf(wanted: boolean): Error {
  const hint =
    " If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().";
  return new RuntimeError(`you can only change requires_grad flags of leaf variables.${wanted ? "" : hint}`);
}

export function cannotRetainGrad(): Error {
  return new RuntimeError("can't retain_grad on Tensor that has requires_grad=False");
}

export function postAccumulateOfNonLeaf(): Error {
  return new RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors");
}

export function cannotRegisterHook(): Error {
  return new RuntimeError("cannot register a hook on a tensor that doesn't require gradient");
}

export function hookReturnedNoTensor(value: unknown): Error {
  return new TypeError(`expected Variable, but hook returned '${describeType(value)}'`);
}

export function hookReturnedNoTuple(value: unknown): Error {
  return new TypeError(`expected tuple, but hook returned '${describeType(value)}'`);
}

export function hookReturnedWrongCount(hook: string, got: number, expected: number): Error {
  return new RuntimeError(
    `hook '${hook}' has returned an incorrect number of values (got ${got}, but expected ${expected})`,
  );
}

export function hookReplacedNothing(): Error {
  return new RuntimeError("can't replace a None gradient with a non-None value");
}

export function hookChangedSize(hook: string): Error {
  return new RuntimeError(`hook '${hook}' has changed the size of value`);
}

export function hookChangedType(hook: string, was: string, got: string): Error {
  return new RuntimeError(
    `hook '${hook}' has changed the type of value (was torch.${was}Tensor got torch.${got}Tensor)`,
  );
}

export function gradOfWrongKind(value: unknown): Error {
  return new TypeError(`assigned grad expected to be a Tensor or None but got grad of type ${describeType(value)}`);
}

export function gradOfWrongSize(gradient: Sizes, tensor: Sizes): Error {
  return new RuntimeError(
    `attempting to assign a gradient of size '${list(gradient)}' to a tensor of size '${list(tensor)}'. Please ensure that the gradient and the tensor are the same size`,
  );
}

export function gradOfWrongDtype(gradient: string, tensor: string): Error {
  return new RuntimeError(
    `attempting to assign a gradient with dtype '${gradient.toLowerCase()}' to a tensor with grad_dtype '${tensor}'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they match.`,
  );
}

export function ownGrad(): Error {
  return new RuntimeError("can't assign Variable as its own grad");
}

export function dataOfWrongKind(value: unknown): Error {
  return new TypeError(`Variable data has to be a tensor, but got ${describeType(value)}`);
}

export function dataMustBeFloating(): Error {
  return new RuntimeError("data set to a tensor that requires gradients must be floating point or complex dtype");
}

export function promiseInGradMode(mode: string): Error {
  return new RuntimeError(
    `${mode}(f): the callback returned a promise. It would go on after the grad mode has been restored; put the awaits outside, or use \`using _ = torch.${mode}()\` around code that does not await.`,
  );
}

export const noForwardPlace =
  "No forward pass information available. Enable detect anomaly during forward pass for more information.";

export function returnedNaN(node: string, output: number): Error {
  return new RuntimeError(`Function '${node}' returned nan values in its ${output}th output.`);
}

export function gradDtypeOfNonLeaf(): Error {
  return new RuntimeError("grad_dtype can only be set on leaf tensors.");
}

export function gradDtypeOfWrongKind(value: unknown): Error {
  return new RuntimeError(`grad_dtype must be a torch.dtype or None, but got ${describeType(value)}`);
}

export function gradDtypeBesideGradient(dtype: string, gradient: string): Error {
  return new RuntimeError(
    `Cannot set grad_dtype to '${dtype}' because there is already a gradient with dtype '${gradient.toLowerCase()}'. Please clear the gradient (.grad = None) before changing grad_dtype, or ensure the new grad_dtype matches the existing gradient's dtype.`,
  );
}

export function multiGradMode(mode: unknown): Error {
  return new ValueError(`Expects mode to be one of ('all', 'any') but got ${pythonText(mode)}`);
}

export function multiGradWithoutGraph(): Error {
  return new AssertionError("Expected gradient function to be set");
}

export function leafOfGrad(): Error {
  return new RuntimeError(
    "A leaf node was passed to _will_engine_execute_node but we are currently running autograd.grad(). This is currently not supported.",
  );
}
