import type { Tensor } from "../../src/engine/tensor.js";
import type { Choices } from "./choices.js";
import { anyShape } from "./literals.js";
import type { Parameter, Taken } from "./signatures.js";

/** Where an argument stands: the call's first tensor, and the operands that are left of the op's own sample. */
export interface Scene {
  readonly given: Choices;
  readonly first: Tensor | null;
  readonly operands: string[];
}

type Maker = (scene: Scene) => string;

/** Numbers that mean a thing of their own, by the names that they have throughout PyTorch. */
const numbers: Readonly<Record<string, Maker>> = {
  ...each(["dim", "dim0", "dim1", "dim2", "dimension", "start_dim", "end_dim", "axis0", "axis1"], alongFirst),
  ...each(["source", "destination", "dims"], alongFirst),
  ...each(["kernel_size", "stride", "dilation", "groups", "num_groups", "step", "size"], within(1, 3)),
  ...each(["upscale_factor", "downscale_factor", "n", "steps", "num_samples", "output_size"], within(1, 3)),
  ...each(["chunks", "sections", "split_size_or_sections", "indices_or_sections"], within(1, 3)),
  ...each(["k", "padding", "output_padding", "repeats", "correction", "edge_order", "decimals", "r"], within(0, 2)),
  ...each(["diagonal", "offset", "shifts", "index", "start", "length", "storage_offset"], within(-2, 3)),
  ...each(["ignore_index", "padding_idx", "blank"], within(-1, 2)),
  ...each(["p", "ord", "norm_type"], ({ given }) => given.one(["2", "1", "0", "3", "0.5", "Infinity", "-Infinity"])),
  ...each(["q", "prob", "label_smoothing", "momentum", "tau"], ({ given }) => given.one(["0", "0.5", "1", "0.3"])),
  ...each(["eps", "rtol", "atol", "tol", "rcond"], ({ given }) => given.one(["1e-5", "0.001", "0.1"])),
  num_classes: within(2, 5),
  bins: within(1, 5),
  seed: within(0, 9),
};

/** Tensors of which not any will do. */
const tensors: Readonly<Record<string, Maker>> = {
  ...each(["index", "indices", "target", "targets", "pivots", "LU_pivots"], ({ given, first }) => {
    const shape = first?.shape ?? [2];
    if (given.chance.happens(0.2)) return given.places([given.whole(0, 3)], Math.max(shape.at(-1) ?? 1, 1), true);
    return given.places(shape, Math.max(Math.min(...shape, 4), 1));
  }),
  ...each(["mask", "condition", "attn_mask"], ({ given, first }) => given.mask(first?.shape ?? [2])),
};

/** An argument for a parameter. */
export function argumentFor({ name, takes }: Parameter, scene: Scene): string {
  const { given } = scene;
  const usual = takes.filter((taken) => taken !== "null");
  const taken = usual.length === 0 || (takes.includes("null") && given.chance.happens(0.1)) ? "null" : given.one(usual);
  return made(taken, name, scene);
}

function made(taken: Taken, name: string, scene: Scene): string {
  const { given, first, operands } = scene;
  switch (taken) {
    case "null":
      return "null";
    case "boolean":
      return String(given.flag());
    case "dtype":
      return `torch.${given.dtype()}`;
    case "number":
      return numbers[name]?.(scene) ?? (given.chance.happens(0.7) ? given.number() : String(given.whole(0, 3)));
    case "numbers":
      return `[${numbersFor(name, scene).join(", ")}]`;
    case "rest of numbers":
      return given.one([`[${numbersFor(name, scene).join(", ")}]`, numbersFor(name, scene).join(", ")]);
    case "tensor":
      if (operands.length > 0) return operands.shift()!;
      if (name in tensors) return tensors[name]!(scene);
      return first === null ? given.tensor().name : given.tensorBeside(first);
    case "tensors": {
      const one = operands.shift() ?? given.tensor().name;
      const rest = first === null ? given.tensor().name : given.tensorBeside(first);
      return given.one([`[${one}, ${rest}]`, `[${one}]`, `[${one}, ${one}]`]);
    }
    default:
      return taken;
  }
}

function numbersFor(name: string, scene: Scene): readonly (number | string)[] {
  const { given, first } = scene;
  if (first !== null && /^(dim|dims)$/.test(name)) return given.dims(first);
  if (/size|shape/.test(name)) return anyShape(given.chance);
  return Array.from({ length: given.whole(1, 2) }, () => numbers[name]?.(scene) ?? given.whole(0, 2));
}

function alongFirst({ given, first }: Scene): string {
  return String(first === null ? given.whole(-1, 1) : given.dim(first));
}

function within(low: number, high: number): Maker {
  return ({ given }) => String(given.whole(low, high));
}

function each(names: readonly string[], maker: Maker): Readonly<Record<string, Maker>> {
  return Object.fromEntries(names.map((name) => [name, maker]));
}
