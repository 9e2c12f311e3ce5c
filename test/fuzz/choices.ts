import type { Shape } from "../../src/engine/shape.js";
import type { Tensor } from "../../src/engine/tensor.js";
import { anyNumber, anyShape, literal, places } from "./literals.js";
import type { Chance } from "./random.js";

/** What a statement that is being written can be made of: the tensors so far, and literals that go with them. */
export class Choices {
  readonly uses = new Set<string>();

  constructor(
    readonly chance: Chance,
    private readonly pool: ReadonlyMap<string, Tensor>,
  ) {}

  /** The name of a tensor of which `fits` holds, of any where there is none. */
  tensor(fits: (tensor: Tensor) => boolean = () => true): { readonly name: string; readonly tensor: Tensor } {
    const all = [...this.pool];
    const fitting = all.filter(([, tensor]) => fits(tensor));
    const [name, tensor] = this.chance.one(fitting.length > 0 && !this.chance.happens(0.03) ? fitting : all);
    this.uses.add(name);
    return { name, tensor };
  }

  float(): { readonly name: string; readonly tensor: Tensor } {
    return this.tensor(({ dtype }) => dtype.is_floating_point);
  }

  ofRank(...ranks: readonly number[]): { readonly name: string; readonly tensor: Tensor } {
    return this.tensor((tensor) => ranks.includes(tensor.dim()) && tensor.dtype.is_floating_point);
  }

  /** A tensor or a number that can stand beside `tensor`: mostly one whose shape broadcasts with its. */
  beside(tensor: Tensor): string {
    if (this.chance.happens(0.25)) return this.number();
    if (this.chance.happens(0.5)) return this.tensor((other) => broadcasts(other.shape, tensor.shape)).name;
    return literal(this.chance, this.shapeBeside(tensor.shape), this.dtype());
  }

  /** A literal of a float dtype in just this shape, now and then in another. */
  like(shape: Shape, dtype: string): string {
    return literal(this.chance, this.chance.happens(0.04) ? anyShape(this.chance) : shape, dtype);
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

  dtype(): string {
    return this.one(["float32", "float32", "float32", "float64", "float64", "int64", "int32", "uint8", "bool"]);
  }

  private shapeBeside(shape: Shape): Shape {
    if (this.chance.happens(0.05)) return anyShape(this.chance);
    const kept = shape.slice(this.chance.happens(0.3) ? this.whole(0, shape.length) : 0);
    return kept.map((size) => (this.chance.happens(0.2) ? 1 : size));
  }
}

function broadcasts(a: Shape, b: Shape): boolean {
  return [...a].reverse().every((size, i) => {
    const other = b[b.length - 1 - i] ?? 1;
    return size === other || size === 1 || other === 1;
  });
}
