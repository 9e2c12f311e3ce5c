import type { OracleCase, OracleValue, TensorData } from "./oracleSchema.js";

/** Decides what becomes of a case: numbers that are taken one after the other, and 0, which changes nothing, beyond their end. */
export class Dice {
  #thrown = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** A whole number below `sides`. */
  throw(sides: number): number {
    return (this.numbers[this.#thrown++] ?? 0) % sides;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.throw(items.length)]!;
  }
}

/** The call of a case with other shapes, values, dtypes and numbers in it, which PyTorch was never asked for. */
export function altered(oracle: OracleCase, dice: Dice): OracleCase {
  const dtype = dice.throw(4) === 0 ? "float64" : oracle.dtype;
  const change = (value: OracleValue): OracleValue => alteredValue(value, dice, dtype);
  // What has a method is a tensor.
  const isMethod = oracle.kind !== "function";
  const args = oracle.args.map((value, i) =>
    isMethod && i === 0 && value !== null && "tensor" in value
      ? { tensor: alteredTensor(value.tensor, dice, dtype) }
      : change(value),
  );
  const kwargs = Object.fromEntries(Object.entries(oracle.kwargs).map(([name, value]) => [name, change(value)]));
  return { ...oracle, dtype, args, kwargs };
}

function alteredValue(value: OracleValue, dice: Dice, dtype: string): OracleValue {
  if (value === null) return dice.throw(12) < 11 ? null : dice.one<OracleValue>([{ int: 1 }, { float: 0.5 }]);
  if ("tensor" in value)
    return dice.throw(20) < 19 ? { tensor: alteredTensor(value.tensor, dice, dtype) } : dice.one(odd);
  if ("list" in value) return { list: alteredList(value.list, dice, dtype) };
  if ("tuple" in value) return { tuple: alteredList(value.tuple, dice, dtype) };
  if (dice.throw(5) < 3) return value;
  if ("int" in value) return { int: dice.one([0, 1, -1, 2, 3, -2, 4, -5, 7, 100]) };
  if ("float" in value) return dice.one(numbers);
  if ("bool" in value) return { bool: !value.bool };
  return dice.throw(4) < 3 ? value : dice.one(odd);
}

/** What stands in the wrong place. */
const odd: readonly OracleValue[] = [null, { int: 2 }, { float: -0.5 }, { str: "none" }, { bool: true }, { list: [] }];
const numbers: readonly OracleValue[] = [0, 1, -1, 0.5, 2, -3, 1e-8, 1e10, "NaN", "Infinity", "-Infinity"].map(
  (float) => ({ float }),
);

function alteredList(list: readonly OracleValue[], dice: Dice, dtype: string): readonly OracleValue[] {
  const items = list.map((item) => alteredValue(item, dice, dtype));
  return [items, items, items, items, items.slice(1), [...items, ...items.slice(0, 1)]][dice.throw(6)]!;
}

function alteredTensor(tensor: TensorData, dice: Dice, dtype: string): TensorData {
  const shape = alteredShape(tensor.shape, dice);
  const own = tensor.dtype ?? dtype;
  const as = dice.throw(8) < 7 ? own : dice.one(["float64", "float32", "int64", "int32", "uint8", "bool"]);
  const count = shape.reduce((total, size) => total * size, 1);
  const isSame = as === own && dice.throw(2) === 0;
  const repeated = Array.from({ length: count }, (_, i) => tensor.data[i % tensor.data.length] ?? 1);
  const data = isSame ? repeated : valuesOf(as, count, dice);
  const { requires_grad, ...plain } = { ...tensor, shape, data, dtype: as };
  return requires_grad === true && as.startsWith("float") ? { ...plain, requires_grad } : plain;
}

function alteredShape(shape: readonly number[], dice: Dice): number[] {
  const at = dice.throw(Math.max(shape.length, 1));
  switch (dice.throw(11)) {
    case 5:
      return [];
    case 6:
      return shape.map((size, dim) => (dim === at ? 0 : size));
    case 7:
      return shape.map((size, dim) => (dim === at ? 1 : size));
    case 8:
      return shape.map((size, dim) => (dim === at ? size + 1 : size));
    case 9:
      return [1, ...shape];
    case 10:
      return shape.toSpliced(at, 1);
    default:
      return [...shape];
  }
}

/** Values of a kind: small and smooth, with ties, or with all that is special. */
function valuesOf(dtype: string, count: number, dice: Dice): TensorData["data"] {
  if (dtype === "bool") return Array.from({ length: count }, () => dice.throw(2) === 1);
  const kind = dice.throw(4);
  const from = dice.throw(97);
  return Array.from({ length: count }, (_, i) => {
    const step = (from + i * 61) % 97;
    if (!dtype.startsWith("float")) return dtype === "uint8" ? step % 5 : (step % 7) - (kind === 0 ? 3 : 0);
    if (kind === 0) return (step - 48) / 37;
    if (kind === 1) return (step + 1) / 67;
    return kind === 2 ? (step % 5) - 2 : (dice.one(special) ?? 1);
  });
}

const special: TensorData["data"] = [0, 1, -1, 0.5, -0, 1e-300, 1e10, -1e30, 1e300, "NaN", "Infinity", "-Infinity"];
