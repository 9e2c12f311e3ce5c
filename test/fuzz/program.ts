import { compileFunction } from "node:vm";

/** One statement of a program: an expression over the names of earlier ones. */
export interface Statement {
  /** The name that gets its value; null where only what it does counts. */
  readonly makes: string | null;
  readonly uses: readonly string[];
  readonly source: string;
}

/** What is seen of a value or of an error, in numbers and texts that JSON keeps. */
export type Seen =
  | { readonly raised: string }
  | { readonly other: string }
  | { readonly number: string }
  | { readonly list: readonly Seen[] }
  | SeenTensor;

export interface SeenTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly grad_fn: string | null;
  readonly requires_grad: boolean;
  readonly is_leaf?: boolean;
  readonly is_view?: boolean;
  /** The strides of dimensions that have more than one place: those of others say nothing. */
  readonly strides?: readonly number[];
  readonly version?: string;
  /** As texts, for JSON has neither NaN nor infinities. */
  readonly values: readonly string[];
  /** As it is printed in the end. */
  readonly printed?: string;
}

/** What is seen of a statement that uses a name whose own statement raised. */
export const notRun = { other: "not run" };

/** GradLens's engine, or PyTorch behind the same names. */
export interface Engine {
  readonly [name: string]: unknown;
  readonly is_tensor: (value: unknown) => boolean;
  readonly manual_seed: (seed: number) => unknown;
  readonly nn: { readonly functional: unknown };
  readonly autograd: { readonly forward_ad: { unpack_dual(value: unknown): { readonly tangent: unknown } } };
  /** A tensor as it is printed. */
  readonly printed: (value: unknown) => string;
}

interface AnyTensor {
  readonly shape: Iterable<number>;
  readonly dtype: unknown;
  readonly grad_fn: { name(): string } | null;
  readonly requires_grad: boolean;
  readonly is_leaf: boolean;
  readonly _version: number;
  _is_view(): boolean;
  stride(): Iterable<number>;
  detach(): { tolist(): unknown };
}

const dtypes = ["float32", "float64", "int32", "int64", "uint8", "bool"];

/** A program that runs: its statements one after the other, going on after one that raises. */
export class Run {
  readonly values = new Map<string, unknown>();
  /** What the program's hooks wrote down. */
  private readonly log: unknown[] = [];

  /** Starts the engine's random numbers anew. */
  constructor(private readonly engine: Engine) {
    engine.manual_seed(1);
  }

  /** What is seen of a statement's value; a name whose statement raised makes those that use it do nothing. */
  step({ makes, uses, source }: Statement): Seen {
    if (uses.some((name) => !this.values.has(name))) return notRun;
    const helpers = this.helpers();
    const names = ["torch", "F", ...Object.keys(helpers), ...uses];
    const call = compileFunction(`return (${source});`, names);
    try {
      const { functional } = this.engine.nn;
      const used = uses.map((name) => this.values.get(name));
      const value: unknown = call(this.engine, functional, ...Object.values(helpers), ...used);
      if (makes !== null) this.values.set(makes, value);
      return this.see(value);
    } catch (error) {
      return { raised: wordsOf(error) };
    }
  }

  /** What every name holds in the end: in-place writes reach all that share their storage. */
  ends(): Record<string, Seen> {
    return Object.fromEntries([...this.values].map(([name, value]) => [name, this.endOf(value)]));
  }

  /** A view that its base outdated raises as soon as one looks at its grad_fn. */
  private endOf(value: unknown): Seen {
    try {
      const seen = this.see(value);
      return "shape" in seen ? { ...seen, printed: this.engine.printed(value) } : seen;
    } catch (error) {
      return { raised: wordsOf(error) };
    }
  }

  /** What a program calls beside the engine. */
  private helpers(): Readonly<Record<string, unknown>> {
    const { engine, log } = this;
    const itemsOf = (value: unknown): readonly unknown[] => this.itemsOf(value) ?? [value];
    return {
      log,
      firstOf: (value: unknown) => itemsOf(value)[0],
      tangentsOf: (value: unknown) =>
        itemsOf(value).map((item) =>
          engine.is_tensor(item) ? engine.autograd.forward_ad.unpack_dual(item).tangent : null,
        ),
    };
  }

  private see(value: unknown): Seen {
    if (value === null || value === undefined) return { other: "null" };
    if (typeof value === "number") return { number: String(value) };
    if (typeof value !== "object" && typeof value !== "function") return { other: JSON.stringify(value) };
    const items = this.itemsOf(value);
    if (items !== null) return { list: items.map((item) => this.see(item)) };
    if (this.engine.is_tensor(value)) return this.seeTensor(value as AnyTensor);
    return { other: this.dtypeOf(value) ?? "an object" };
  }

  /** The items of a list or a named tuple, which the bridge takes for options if it is asked about one. */
  private itemsOf(value: unknown): readonly unknown[] | null {
    if (typeof value !== "object" || value === null) return null;
    const isList = Array.isArray(value) || Object.hasOwn(value, Symbol.iterator);
    if (!isList && (this.engine.is_tensor(value) || !(Symbol.iterator in value))) return null;
    return [...(value as Iterable<unknown>)];
  }

  private seeTensor(tensor: AnyTensor): Seen {
    const shape = [...tensor.shape];
    const isEmpty = shape.includes(0);
    return {
      shape,
      dtype: this.dtypeOf(tensor.dtype) ?? "another",
      grad_fn: tensor.grad_fn?.name() ?? null,
      requires_grad: tensor.requires_grad,
      is_leaf: tensor.is_leaf,
      is_view: tensor._is_view(),
      strides: isEmpty ? [] : [...tensor.stride()].filter((_, dim) => shape[dim] !== 1),
      version: versionOf(tensor),
      values: [tensor.detach().tolist()].flat(Infinity).map(textOfNumber),
    };
  }

  private dtypeOf(value: unknown): string | null {
    return dtypes.find((name) => this.engine[name] === value) ?? null;
  }
}

/** Tensors that were made in inference mode have no version. */
function versionOf(tensor: AnyTensor): string {
  try {
    return String(tensor._version);
  } catch (error) {
    return wordsOf(error);
  }
}

function textOfNumber(value: unknown): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** All that is seen of a program: each statement's value, then what each name holds in the end. */
export interface Sight {
  readonly steps: readonly Seen[];
  readonly ends: Readonly<Record<string, Seen>>;
}

export function sightOf(engine: Engine, program: readonly Statement[]): Sight {
  const run = new Run(engine);
  return { steps: program.map((statement) => run.step(statement)), ends: run.ends() };
}

export function textOf({ makes, source }: Statement): string {
  return makes === null ? `${source};` : `const ${makes} = ${source};`;
}

/** `TypeError: …`; the bridge writes the name before the text, and no more than 600 characters of it. */
function wordsOf(error: unknown): string {
  const { name, message } = error as Error;
  const words = name === "Error" ? message : `${name}: ${message}`;
  return words.slice(0, 600);
}
