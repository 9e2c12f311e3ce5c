import type { Shape } from "../../src/engine/shape.js";
import type { Tensor } from "../../src/engine/tensor.js";
import { anyNumber, anyShape, literal, literalBetween, places } from "./literals.js";
import type { Chance } from "./random.js";

/** Writes a statement's expression over what there is. */
export type Call = (given: Choices) => string;

/** Chooses what is called; with what, the call chooses, more than once if it raises. */
export type Family = (given: Choices) => Call;

/** A tensor of the program and its name. */
export interface Named {
  readonly name: string;
  readonly tensor: Tensor;
}

/** What a statement that is being written can be made of: the tensors so far, and literals that go with them. */
export class Choices {
  readonly uses = new Set<string>();

  constructor(
    readonly chance: Chance,
    private readonly pool: ReadonlyMap<string, Tensor>,
    /** Writes a statement of its own in front of this one, and gives its name. */
    private readonly write: (source: string, uses: readonly string[]) => string,
  ) {}

  /** The name of a tensor of which `fits` holds, of any where there is none. */
  tensor(fits: (tensor: Tensor) => boolean = () => true): Named {
    const all = [...this.pool];
    const fitting = all.filter(([, tensor]) => holds(fits, tensor));
    const [name, tensor] = this.chance.one(fitting.length > 0 && !this.chance.happens(0.03) ? fitting : all);
    return this.used({ name, tensor });
  }

  float(): Named {
    return this.tensor(({ dtype }) => dtype.is_floating_point);
  }

  ofRank(...ranks: readonly number[]): Named {
    return this.tensor((tensor) => ranks.includes(tensor.dim()) && tensor.dtype.is_floating_point);
  }

  /** A float tensor that needs a gradient. */
  watched(): Named {
    return this.tensor(({ requires_grad }) => requires_grad);
  }

  /** A tensor of just this shape: one of the program's, a leaf of its own, or a literal. */
  ofShape(shape: Shape): string {
    const fitting = [...this.pool].filter(([, { shape: other }]) => String(other) === String(shape));
    if (fitting.length > 0 && this.chance.happens(0.4)) return this.tensorNamed(this.chance.one(fitting)[0]).name;
    return this.operand(shape, this.chance.happens(0.9) ? this.floatDtype() : this.dtype());
  }

  /** A tensor that can stand beside `tensor`: mostly one whose shape broadcasts with its. */
  tensorBeside(tensor: Tensor): string {
    if (this.chance.happens(0.6)) return this.tensor((other) => broadcasts(other.shape, tensor.shape)).name;
    return this.operand(this.shapeBeside(tensor.shape), this.dtype());
  }

  /** The same, or a number. */
  beside(tensor: Tensor): string {
    return this.chance.happens(0.25) ? this.number() : this.tensorBeside(tensor);
  }

  /** A literal of a float dtype in just this shape, now and then in another. */
  like(shape: Shape, dtype: string): string {
    return literal(this.chance, this.chance.happens(0.04) ? anyShape(this.chance) : shape, dtype);
  }

  /** A literal, sometimes as a leaf that wants a gradient. */
  operand(shape: Shape, dtype: string): string {
    const source = literal(this.chance, shape, dtype);
    return dtype.startsWith("float") && this.chance.happens(0.35) ? this.leaf(source) : source;
  }

  /** A literal whose values are within the bounds in which an op is at home. */
  valuesBetween(shape: Shape, low: number, high: number): string {
    return literalBetween(this.chance, shape, this.floatDtype(), low, high);
  }

  leaf(source: string): string {
    return this.define(`${source}.requires_grad_()`);
  }

  /** The name of a statement that is written in front of this one. */
  define(source: string, ...uses: readonly string[]): string {
    const name = this.write(source, uses);
    this.uses.add(name);
    return name;
  }

  mask(shape: Shape): string {
    return literal(this.chance, this.shapeBeside(shape), "bool");
  }

  places(shape: Shape, size: number, negative = false): string {
    return places(this.chance, shape, size, negative);
  }

  /** A dimension; now and then one out of range. */
  dim(tensor: Tensor): number {
    const rank = Math.max(tensor.dim(), 1);
    return this.chance.happens(0.03) ? rank + 1 : this.chance.whole(-rank, rank - 1);
  }

  /** Some of a tensor's dimensions, mostly each of them once. */
  dims(tensor: Tensor): readonly number[] {
    const all = this.shuffled([...tensor.shape.keys()]);
    const some = all.slice(0, this.whole(0, all.length));
    return this.chance.happens(0.05) ? [...some, this.dim(tensor)] : some;
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, place: this.chance.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  number(): string {
    return anyNumber(this.chance);
  }

  flag(): boolean {
    return this.chance.happens(0.5);
  }

  whole(low: number, high: number): number {
    return this.chance.whole(low, high);
  }

  one<T>(choices: readonly T[]): T {
    return this.chance.one(choices);
  }

  floatDtype(): string {
    return this.one(["float32", "float64", "float64"]);
  }

  dtype(): string {
    return this.one(["float32", "float32", "float64", "float64", "float64", "int64", "int32", "uint8", "bool"]);
  }

  tensorNamed(name: string): Named {
    return this.used({ name, tensor: this.pool.get(name)! });
  }

  private used(named: Named): Named {
    this.uses.add(named.name);
    return named;
  }

  private shapeBeside(shape: Shape): Shape {
    if (this.chance.happens(0.05)) return anyShape(this.chance);
    const kept = shape.slice(this.chance.happens(0.3) ? this.whole(0, shape.length) : 0);
    return kept.map((size) => (this.chance.happens(0.2) ? 1 : size));
  }
}

/** A view that its base outdated raises when it is asked for its grad_fn. */
function holds(fits: (tensor: Tensor) => boolean, tensor: Tensor): boolean {
  try {
    return fits(tensor);
  } catch {
    return false;
  }
}

function broadcasts(a: Shape, b: Shape): boolean {
  return [...a].reverse().every((size, i) => {
    const other = b[b.length - 1 - i] ?? 1;
    return size === other || size === 1 || other === 1;
  });
}
