import * as torch from "../../src/engine/index.js";
import type { OracleCase, OracleValue, TensorData } from "../engine/support/oracleSchema.js";
import type { Choices, Family } from "./choices.js";
import { literalOf } from "./literals.js";
import type { Parameter, Signature } from "./signatures.js";

/** One of PyTorch's own samples, with tensors of other layouts and values, and now and then a fault. */
export function sampleCalls(samples: readonly (readonly OracleCase[])[], signatures: readonly Signature[]): Family {
  const parameters = new Map(signatures.map((signature) => [signature.call, signature.parameters]));
  return (given) => {
    const cases = given.one(samples);
    return (again) => new Spelling(again, again.one(cases)).call(parameters);
  };
}

class Spelling {
  private readonly made = new Map<string, string>();

  constructor(
    private readonly given: Choices,
    private readonly oracle: OracleCase,
  ) {}

  call(parameters: ReadonlyMap<string, readonly Parameter[]>): string {
    const { given, oracle } = this;
    const args = oracle.args.map((value, i) => this.spell(value, `args.${i}`));
    const named = Object.entries(oracle.kwargs).map(([name, value]) => [name, this.spell(value, `kwargs.${name}`)]);
    const call = oracle.call.replace("torch.nn.functional", "F").replace("torch.Tensor", "");
    const faulty = given.whole(call.startsWith(".") ? 1 : 0, args.length - 1);
    if (given.chance.happens(0.04) && faulty < args.length) args[faulty] = this.fault();
    if (given.chance.happens(0.02) && args.length > 1) args.pop();
    const names = parameters.get(call) ?? [];
    const last = names[args.length - 1];
    if (last?.isOptional && !args.at(-1)!.startsWith("{") && given.chance.happens(0.3)) {
      named.unshift([last.name, args.pop()!]);
    }
    const options = named.length === 0 ? [] : [`{ ${named.map(([name, text]) => `${name}: ${text}`).join(", ")} }`];
    const method = call.slice(call.lastIndexOf(".") + 1);
    const elsewhere = call.replace(/^F\./, "torch.");
    const isBoth = String(names.map(({ name }) => name)) === String(parameters.get(elsewhere)?.map(({ name }) => name));
    const spelled = isBoth && given.flag() ? elsewhere : call;
    const isMethod = call.startsWith(".") || (call === `torch.${method}` && this.hasMethod(method, args[0]));
    if (!isMethod) return `${spelled}(${[...args, ...options].join(", ")})`;
    const isWritten = `${method}_` in torch.Tensor.prototype && given.chance.happens(0.2);
    const self = isWritten ? `${args[0]}.clone().${method}_` : `${args[0]}.${method}`;
    return `${self}(${[...args.slice(1), ...options].join(", ")})`;
  }

  /** In half of the calls that a tensor has as a method. */
  private hasMethod(method: string, self: string | undefined): boolean {
    const isTensor = self !== undefined && /^t\d+$|^torch\.\w+\(/.test(self);
    return isTensor && method in torch.Tensor.prototype && this.given.flag();
  }

  private spell(value: OracleValue, path: string): string {
    if (value === null) return "null";
    if ("tensor" in value) return this.tensor(value.tensor, path);
    if ("ref" in value) return this.made.get(value.ref) ?? "null";
    if ("int" in value) return String(value.int + (this.given.chance.happens(0.06) ? this.given.one([-1, 1, 2]) : 0));
    if ("float" in value) return String(value.float);
    if ("bool" in value) return String(value.bool !== this.given.chance.happens(0.08));
    if ("str" in value) return JSON.stringify(value.str);
    if ("dtype" in value) return `torch.${value.dtype}`;
    if ("ellipsis" in value) return '"..."';
    if ("slice" in value) return `"${value.slice.map((bound) => bound ?? "").join(":")}"`;
    const items = "list" in value ? value.list : value.tuple;
    return `[${items.map((item, i) => this.spell(item, `${path}.${i}`)).join(", ")}]`;
  }

  private tensor(data: TensorData, path: string): string {
    const { given } = this;
    const own = data.dtype ?? this.oracle.dtype;
    const dtype = given.chance.happens(0.03) ? given.dtype() : own;
    const shape = given.chance.happens(0.03) ? [1, ...data.shape] : data.shape;
    const values = data.data.map((value) => (typeof value === "number" ? short(value) : String(value)));
    const watches = data.requires_grad === true && dtype.startsWith("float") && given.chance.happens(0.75);
    const flat = literalOf(shape, values, dtype);
    const source = given.chance.happens(0.25) ? this.elsewise(shape, values, dtype) : flat;
    // Its name stands for the leaf where it has one: a layout is a view of that.
    const name = watches
      ? given.define(`${source}.requires_grad_()`)
      : given.chance.happens(0.5)
        ? given.define(source)
        : source;
    this.made.set(path, name);
    return name;
  }

  /** The same tensor laid out otherwise: with its last dimensions turned, or as a part of a larger one. */
  private elsewise(shape: readonly number[], values: readonly string[], dtype: string): string {
    const rows = shape.at(-2);
    const columns = shape.at(-1);
    if (columns === undefined || values.length === 0) return literalOf(shape, values, dtype);
    if (rows === undefined || this.given.flag()) {
      const doubled = values.flatMap((value) => [value, value]);
      return `${literalOf([...shape.slice(0, -1), 2 * columns], doubled, dtype)}.index("...", "::2")`;
    }
    const turned = values.map((_, i) => {
      const [matrix, place] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
      return values[matrix * rows * columns + (place % rows) * columns + Math.floor(place / rows)]!;
    });
    return `${literalOf([...shape.slice(0, -2), columns, rows], turned, dtype)}.transpose(-1, -2)`;
  }

  /** What does not belong where it stands. */
  private fault(): string {
    const { given } = this;
    return given.one([() => "null", () => "7", () => given.tensor().name, () => '"nonsense"', () => "[1, 2]"])();
  }
}

/** Two digits behind the point are numbers enough to tell one answer from another. */
function short(value: number): string {
  return String(Math.abs(value) < 1000 ? Number(value.toFixed(2)) : value);
}
