/**
 * Every error that a script can see, one function each. The words are PyTorch's wherever it has a text for the case, so
 * that a search for the message finds the answers people have given.
 */

/** What PyTorch raises where nothing more special fits. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
}

/** A dimension or an index that is out of range. */
export class IndexError extends Error {
  override readonly name: string = "IndexError";
}

/** A value of the right type that does not fit. */
export class ValueError extends Error {
  override readonly name: string = "ValueError";
}

type Sizes = readonly number[];
const list = (sizes: Sizes): string => `[${sizes.join(", ")}]`;
const tuple = (sizes: Sizes): string => `torch.Size(${list(sizes)})`;

/** How a value is called in "must be Tensor, not …". */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return (value as object).constructor?.name ?? "object";
  return typeof value;
}

// Arguments

export function wrongArgument(op: string, argument: string, expected: string, value: unknown): Error {
  return new TypeError(`${op}(): argument '${argument}' must be ${expected}, not ${describeType(value)}`);
}

export function unknownOption(op: string, option: string, nearest: string, known: Sizes | readonly string[]): Error {
  const hint = known.length === 0 ? "it takes no options" : `did you mean '${nearest}'?`;
  return new TypeError(`${op}() got an unexpected keyword argument '${option}' (${hint})`);
}

export function repeatedArgument(op: string, argument: string): Error {
  return new TypeError(`${op}() got multiple values for argument '${argument}'`);
}

export function tooManyArguments(op: string, allowed: number, given: number): Error {
  const plural = allowed === 1 ? "argument" : "arguments";
  return new TypeError(`${op}() takes ${allowed} positional ${plural} but ${given} were given`);
}

export function tensorUsedAsNumber(): Error {
  return new TypeError(
    "a Tensor cannot be used with JavaScript's operators: write x.mul(2) for x * 2, x.add(y) for x + y, x.pow(2) for x ** 2, x.gt(0) for x > 0, or x.item() for its number",
  );
}

export function indexNotSupported(item: unknown): Error {
  return new IndexError(
    `only integers are supported as indices so far (got ${typeof item === "number" ? String(item) : describeType(item)})`,
  );
}

export function indexNotInteger(item: unknown): Error {
  return new IndexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeof item === "number" ? String(item) : describeType(item)})`,
  );
}

// Making tensors

export function raggedData(expected: number, got: number, dim: number): Error {
  return new ValueError(`expected sequence of length ${expected} at dim ${dim} (got ${got})`);
}

export function notASequence(value: unknown): Error {
  return new TypeError(
    `not a sequence: expected an array of the same depth as its neighbours, got ${describeType(value)}`,
  );
}

export function invalidElement(value: unknown): Error {
  return new TypeError(`new(): invalid data type '${describeType(value)}'`);
}

export function negativeSize(size: number, shape: Sizes): Error {
  return new RuntimeError(`Trying to create tensor with negative dimension ${size}: ${list(shape)}`);
}

export function integerOverflow(value: number): Error {
  return new RuntimeError(
    `value cannot be converted to type int64 without loss: ${value} (int64 is exact to 2^53 here)`,
  );
}

// Shapes

export function broadcastMismatch(a: number, b: number, dim: number): Error {
  return new RuntimeError(
    `The size of tensor a (${a}) must match the size of tensor b (${b}) at non-singleton dimension ${dim}`,
  );
}

export function dimensionOutOfRange(dim: number, range: number): Error {
  return new IndexError(
    `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${dim})`,
  );
}

export function repeatedDimension(dim: number): Error {
  return new RuntimeError(`dim ${dim} appears multiple times in the list of dims`);
}

export function invalidViewShape(shape: Sizes, count: number): Error {
  return new RuntimeError(`shape '${list(shape)}' is invalid for input of size ${count}`);
}

export function twoInferredSizes(): Error {
  return new RuntimeError("only one dimension can be inferred");
}

export function ambiguousInferredSize(shape: Sizes): Error {
  return new RuntimeError(
    `cannot reshape tensor of 0 elements into shape ${list(shape)} because the unspecified dimension size -1 can be any value and is ambiguous`,
  );
}

export function invalidShapeDimension(size: number, index: number, shape: Sizes): Error {
  return new RuntimeError(`invalid shape dimension ${size} at index ${index} of shape ${list(shape)}`);
}

export function viewNotPossible(): Error {
  return new RuntimeError(
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
  );
}

export function expandTooFewSizes(label: string, from: Sizes, to: Sizes): Error {
  return new RuntimeError(
    `expand(torch.${label}Tensor{${list(from)}}, size=${list(to)}): the number of sizes provided (${to.length}) must be greater or equal to the number of dimensions in the tensor (${from.length})`,
  );
}

export function expandMismatch(size: number, existing: number, dim: number, to: Sizes, from: Sizes): Error {
  return new RuntimeError(
    `The expanded size of the tensor (${size}) must match the existing size (${existing}) at non-singleton dimension ${dim}.  Target sizes: ${list(to)}.  Tensor sizes: ${list(from)}`,
  );
}

export function expandLeading(size: number, dim: number): Error {
  return new RuntimeError(
    `The expanded size of the tensor (${size}) isn't allowed in a leading, non-existing dimension ${dim}`,
  );
}

export function notExpandable(to: Sizes, from: Sizes): Error {
  return new RuntimeError(`size {${list(to)}} is not expandable to size {${list(from)}}.`);
}

export function notAMatrixToTranspose(rank: number): Error {
  return new RuntimeError(`t() expects a tensor with <= 2 dimensions, but self is ${rank}D`);
}

export function permuteCount(rank: number, given: number): Error {
  return new RuntimeError(
    `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${rank} is not equal to len(dims) = ${given}`,
  );
}

export function permuteRepeated(): Error {
  return new RuntimeError("permute(): duplicate dims are not allowed.");
}

export function flattenOrder(): Error {
  return new RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim");
}

export function selectOutOfRange(index: number, shape: Sizes, dim: number): Error {
  return new IndexError(`select(): index ${index} out of range for tensor of size ${list(shape)} at dimension ${dim}`);
}

export function selectOfScalar(): Error {
  return new IndexError("select() cannot be applied to a 0-dim tensor.");
}

export function indexOutOfBounds(index: number, dim: number, size: number): Error {
  return new IndexError(`index ${index} is out of bounds for dimension ${dim} with size ${size}`);
}

export function indexOfScalar(): Error {
  return new IndexError("invalid index of a 0-dim tensor. Use `tensor.item()` to convert a 0-dim tensor to a number");
}

export function tooManyIndices(rank: number): Error {
  return new IndexError(`too many indices for tensor of dimension ${rank}`);
}

export function iterationOverScalar(): Error {
  return new TypeError("iteration over a 0-d tensor");
}

export function stackOfNothing(): Error {
  return new RuntimeError("stack expects a non-empty TensorList");
}

export function stackMismatch(first: Sizes, other: Sizes, entry: number): Error {
  return new RuntimeError(
    `stack expects each tensor to be equal size, but got ${list(first)} at entry 0 and ${list(other)} at entry ${entry}`,
  );
}

// Matrix products

export function matmulOfScalars(rankA: number, rankB: number): Error {
  return new RuntimeError(`both arguments to matmul need to be at least 1D, but they are ${rankA}D and ${rankB}D`);
}

export function matrixShapes(a: Sizes, b: Sizes): Error {
  return new RuntimeError(`mat1 and mat2 shapes cannot be multiplied (${a.join("x")} and ${b.join("x")})`);
}

export function matrixTimesVector(matrix: Sizes, vector: Sizes): Error {
  return new RuntimeError(`size mismatch, got input (${matrix[0]}), mat (${matrix.join("x")}), vec (${vector[0]})`);
}

export function dotSizes(a: number, b: number): Error {
  return new RuntimeError(
    `inconsistent tensor size, expected tensor [${a}] and src [${b}] to have the same number of elements, but got ${a} and ${b} elements respectively`,
  );
}

export function batchShapes(expected: Sizes, got: Sizes): Error {
  return new RuntimeError(
    `Expected size for first two dimensions of batch2 tensor to be: ${list(expected)} but got: ${list(got)}.`,
  );
}

export function notOfRank(argument: string, what: string): Error {
  return new RuntimeError(`${argument} must be a ${what}`);
}

export function matrixDtypes(a: string, b: string): Error {
  return new RuntimeError(
    `expected m1 and m2 to have the same dtype, but got: ${a.toLowerCase()} != ${b.toLowerCase()}`,
  );
}

// Dtypes

export function boolSubtraction(both: boolean): Error {
  return new RuntimeError(
    both
      ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
      : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

export function boolNegation(): Error {
  return new RuntimeError(
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

export function negativeIntegerPower(): Error {
  return new RuntimeError("Integers to negative integer powers are not allowed.");
}

export function meanOfIntegers(label: string): Error {
  return new RuntimeError(
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${label}`,
  );
}

export function resultCannotBeCast(from: string, to: string): Error {
  return new RuntimeError(`result type ${from} can't be cast to the desired output type ${to}`);
}

// In-place writes

export function outputShapeMismatch(output: Sizes, broadcast: Sizes): Error {
  return new RuntimeError(`output with shape ${list(output)} doesn't match the broadcast shape ${list(broadcast)}`);
}

export function writeToExpanded(): Error {
  return new RuntimeError(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
  );
}

export function writeToOverlapping(): Error {
  return new RuntimeError(
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor before performing the operation.",
  );
}

export function fillWithManyElements(rank: number): Error {
  return new RuntimeError(`fill_ only supports 0-dimension value tensor but got tensor with ${rank} dimensions.`);
}

export function leafWrittenInPlace(): Error {
  return new RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.");
}

export function viewOfLeafWrittenInPlace(): Error {
  return new RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.");
}

/** Whether a view itself was written, or something else that shows the same storage. */
export type Written = "view" | "base";

const writes: { readonly [What in Written]: string } = {
  view: "is being modified inplace",
  base: "its base or another view of its base has been modified inplace",
};

export function viewMadeInNoGradWritten(what: Written): Error {
  return new RuntimeError(
    `A view was created in no_grad mode and ${writes[what]} with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).`,
  );
}

export function multiOutputViewWritten(what: Written, output: number, op: string): Error {
  return new RuntimeError(
    `Output ${output} of ${op} is a view and ${writes[what]}. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.`,
  );
}

export function detachViewInPlace(): Error {
  return new RuntimeError("Can't detach views in-place. Use detach() instead.");
}

// Numbers out of tensors

export function notOneElement(count: number): Error {
  return new RuntimeError(`a Tensor with ${count} elements cannot be converted to Scalar`);
}

// Autograd

export function doesNotRequireGrad(index: number): Error {
  return new RuntimeError(`element ${index} of tensors does not require grad and does not have a grad_fn`);
}

export function implicitGradient(): Error {
  return new RuntimeError("grad can be implicitly created only for scalar outputs");
}

export function gradientShapeMismatch(index: number, gradient: Sizes, output: Sizes): Error {
  return new RuntimeError(
    `Mismatch in shape: grad_output[${index}] has a shape of ${tuple(gradient)} and output[${index}] has a shape of ${tuple(output)}.`,
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

export function noInputs(): Error {
  return new RuntimeError("`inputs` argument to `backward()` cannot be empty.");
}

export function secondBackward(): Error {
  return new RuntimeError(
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
  );
}

export function modifiedInPlace(
  label: string,
  shape: Sizes,
  origin: string | null,
  version: number,
  expected: number,
): Error {
  const which = origin === null ? "" : `, which is ${origin},`;
  return new RuntimeError(
    `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.${label}Tensor ${list(shape)}]${which} is at version ${version}; expected version ${expected} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).`,
  );
}

export function invalidGradient(node: string, index: number, got: Sizes, expected: Sizes): Error {
  return new RuntimeError(
    `Function ${node} returned an invalid gradient at index ${index} - got ${list(got)} but expected shape compatible with ${list(expected)}`,
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

export function cannotRegisterHook(): Error {
  return new RuntimeError("cannot register a hook on a tensor that doesn't require gradient");
}

export function hookReturnedNoTensor(value: unknown): Error {
  return new TypeError(`expected Variable, but hook returned '${describeType(value)}'`);
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
