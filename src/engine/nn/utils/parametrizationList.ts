import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { NotImplementedError } from "../../errors/kinds.js";
import { sameShape } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { ModuleList } from "../containers/moduleList.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";

/** A module that computes a tensor of others, and may know how to get those of a result. */
export type Parametrization = Module & { right_inverse?(value: Tensor): Tensor | readonly Tensor[] };

/** Sets a field to a tensor as what it is: a parameter, or else a buffer. */
export function registerTensor(module: Module, name: string, tensor: Tensor): void {
  if (tensor instanceof Parameter) module.register_parameter(name, tensor);
  else module.register_buffer(name, tensor);
}

/**
 * What `module.parametrizations.weight` is: the parametrizations in the order in which they are applied, and the tensors
 * that the first one begins with: `original`, or `original0`, `original1` and so on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.ParametrizationList.html
 */
export class ParametrizationList extends ModuleList {
  /** What the parametrization is computed from, where that is one tensor. */
  declare readonly original: Tensor;
  /** The first of the tensors that the parametrization is computed from. */
  declare readonly original0: Tensor;
  /** The second of the tensors that the parametrization is computed from. */
  declare readonly original1: Tensor;
  /** Whether it begins with one tensor, `original`. */
  readonly is_tensor: boolean;
  /** How many tensors the parametrization is computed from, where its right_inverse gives several. */
  readonly ntensors: number;
  /** Whether the parametrization was registered without a look at what it gives. */
  unsafe: boolean;

  /** @internal Made by `register_parametrization`. */
  constructor(modules: readonly Parametrization[], original: Tensor, unsafe: boolean) {
    super(modules);
    this.unsafe = unsafe;
    const { shape, dtype } = original;
    const inverse = inGradMode(false, () => inverseOf(modules, original, inverseIfAny));
    this.is_tensor = isTensor(inverse);
    this.ntensors = isTensor(inverse) ? 1 : inverse.length;
    if (isTensor(inverse)) {
      if (inverse.dtype !== dtype) throw errors.inverseDtype(dtype.toString(), inverse.dtype.toString());
      if (inverse !== original) original.data = inverse;
      registerTensor(this, "original", original);
    } else {
      inverse.forEach((tensor, i) => {
        if (!isTensor(tensor)) throw errors.inverseElement(i, tensor);
        const own = original instanceof Parameter ? new Parameter(tensor, original.requires_grad) : tensor;
        registerTensor(this, `original${i}`, own.requires_grad_(original.requires_grad));
      });
    }
    if (!unsafe) checkResult(this.forward(), { shape, dtype });
  }

  /** The parametrized tensor. */
  override forward(): Tensor {
    const [first, ...others] = this.parametrizations() as unknown as ((...x: readonly Tensor[]) => Tensor)[];
    return others.reduce((x, parametrization) => parametrization(x), first!(...this.originals()));
  }

  /** Sets the originals so that the parametrized tensor is a given one. Throws if a parametrization cannot tell them. */
  right_inverse(value: Tensor): void {
    inGradMode(false, () => {
      const parametrizations = this.parametrizations();
      const without = parametrizations.findLast(({ right_inverse }) => right_inverse === undefined);
      if (without !== undefined) throw errors.noRightInverse(without.constructor.name);
      const inverse = inverseOf(parametrizations, value);
      const originals = this.originals();
      const tensors = isTensor(inverse) ? [inverse] : inverse;
      if (tensors.length !== originals.length) throw errors.inverseCount(originals.length, tensors.length);
      originals.forEach((original, i) => (original.data = tensors[i]!));
    });
  }

  private parametrizations(): readonly Parametrization[] {
    return this.held() as readonly Parametrization[];
  }

  private originals(): readonly Tensor[] {
    const names = this.is_tensor ? ["original"] : Array.from({ length: this.ntensors }, (_, i) => `original${i}`);
    return names.map((name) => Reflect.get(this, name) as Tensor);
  }
}

/** What the parametrizations begin with so that a value comes out; one that does not know changes nothing. */
function inverseOf(
  parametrizations: readonly Parametrization[],
  value: Tensor,
  inverseBy = ownInverse,
): Tensor | readonly Tensor[] {
  const inverse = parametrizations.reduceRight<Tensor | readonly Tensor[]>(
    (result, parametrization) => inverseBy(parametrization, result as Tensor) ?? result,
    value,
  );
  if (!isTensor(inverse) && !Array.isArray(inverse)) throw errors.inverseOfWrongKind(inverse);
  return inverse;
}

function ownInverse(parametrization: Parametrization, value: Tensor): Tensor | readonly Tensor[] | undefined {
  return parametrization.right_inverse?.(value);
}

/** The same of one that may say that it does not know. */
function inverseIfAny(parametrization: Parametrization, value: Tensor): Tensor | readonly Tensor[] | undefined {
  try {
    return ownInverse(parametrization, value);
  } catch (error) {
    if (error instanceof NotImplementedError) return undefined;
    throw error;
  }
}

function checkResult(result: unknown, { shape, dtype }: Pick<Tensor, "shape" | "dtype">): void {
  if (!isTensor(result)) throw errors.parametrizedIntoNoTensor(result);
  if (result.dtype !== dtype) throw errors.parametrizedDtype(dtype.toString(), result.dtype.toString());
  if (!sameShape(result.shape, shape)) throw errors.parametrizedShape(shape, result.shape);
}
