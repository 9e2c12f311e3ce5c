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
  | { readonly list: readonly Seen[] }
  | {
      readonly shape: readonly number[];
      readonly dtype: string;
      readonly grad_fn: string | null;
      readonly requires_grad: boolean;
      /** As texts, for JSON has neither NaN nor infinities. */
      readonly values: readonly string[];
    };

/** What is seen of a statement that uses a name whose own statement raised. */
export const notRun = { other: "not run" };

/** GradLens's engine, or PyTorch behind the same names. */
export interface Engine {
  readonly [name: string]: unknown;
  readonly is_tensor: (value: unknown) => boolean;
}

interface SeenTensor {
  readonly shape: Iterable<number>;
  readonly dtype: unknown;
  readonly grad_fn: { name(): string } | null;
  readonly requires_grad: boolean;
  detach(): { tolist(): unknown };
}

const dtypes = ["float32", "float64", "int32", "int64", "uint8", "bool"];

/** A program that runs: its statements one after the other, going on after one that raises. */
export class Run {
  readonly values = new Map<string, unknown>();

  constructor(readonly engine: Engine) {}

  /** What is seen of a statement's value; a name whose statement raised makes those that use it do nothing. */
  step({ makes, uses, source }: Statement): Seen {
    if (uses.some((name) => !this.values.has(name))) return notRun;
    const { engine } = this;
    const call = compileFunction(`const F = torch.nn.functional; return (${source});`, ["torch", ...uses]);
    try {
      const value: unknown = call(engine, ...uses.map((name) => this.values.get(name)));
      if (makes !== null) this.values.set(makes, value);
      return this.see(value);
    } catch (error) {
      return { raised: wordsOf(error) };
    }
  }

  /** What every name holds in the end: in-place writes reach all that share their storage. */
  ends(): Record<string, Seen> {
    return Object.fromEntries([...this.values].map(([name, value]) => [name, this.seeOrRaise(value)]));
  }

  /** A view that its base outdated raises as soon as one looks at its grad_fn. */
  private seeOrRaise(value: unknown): Seen {
    try {
      return this.see(value);
    } catch (error) {
      return { raised: wordsOf(error) };
    }
  }

  private see(value: unknown): Seen {
    if (value === null || value === undefined) return { other: "null" };
    if (Array.isArray(value)) return { list: value.map((item) => this.see(item)) };
    if (typeof value !== "object" && typeof value !== "function") return { other: JSON.stringify(value) };
    if (!this.engine.is_tensor(value)) return { other: "an object" };
    const tensor = value as SeenTensor;
    return {
      shape: [...tensor.shape],
      dtype: dtypes.find((name) => this.engine[name] === tensor.dtype) ?? "another",
      grad_fn: tensor.grad_fn?.name() ?? null,
      requires_grad: tensor.requires_grad,
      values: [tensor.detach().tolist()].flat(Infinity).map(String),
    };
  }
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
