import * as torch from "../../src/engine/index.js";
import type { OracleCase } from "../engine/support/oracleSchema.js";
import { Choices, type Call, type Family } from "./choices.js";
import { endings } from "./endings.js";
import { gradientCalls } from "./gradientCalls.js";
import { here } from "./here.js";
import { anyShape, literal } from "./literals.js";
import { productCalls } from "./productCalls.js";
import { Run, type Statement } from "./program.js";
import { Chance } from "./random.js";
import { sampleCalls } from "./sampleCalls.js";
import { scoped } from "./scopes.js";
import { shapeCalls } from "./shapeCalls.js";
import { signatureCalls } from "./signatureCalls.js";
import type { Signature } from "./signatures.js";
import { writingCalls } from "./writingCalls.js";

/** Results with more elements than this are not gone on with: numbers enough, and no program grows without end. */
const most = 48;

function oneOf(calls: readonly Call[]): Family {
  return (given) => given.one(calls);
}

/** Hooks are not registered on what a function is given that is differentiated in one call. */
const gradients = oneOf(gradientCalls);

/** What programs are made of: the engine's functions by their types, PyTorch's samples, and calls written by hand. */
export function writerOf(
  signatures: readonly Signature[],
  samples: readonly (readonly OracleCase[])[],
): (seed: number) => readonly Statement[] {
  const shares: readonly (readonly [number, Family])[] = [
    [4, signatureCalls(signatures)],
    [3, sampleCalls(samples, signatures)],
    [2, oneOf(shapeCalls)],
    [2, oneOf(writingCalls)],
    [1, oneOf(productCalls)],
    [2, gradients],
  ];
  const families = shares.flatMap(([share, family]) => Array.from({ length: share }, () => family));
  return (seed) => new Writing(seed).program(families);
}

/**
 * A random program. It is run while it is written, so that shapes and dtypes mostly fit; what does not is an error on
 * purpose. It ends with derivatives.
 */
class Writing {
  private readonly chance: Chance;
  private readonly run = new Run(here);
  private readonly pool = new Map<string, torch.Tensor>();
  private readonly leaves = new Set<string>();
  private readonly written: Statement[] = [];

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  program(families: readonly Family[]): readonly Statement[] {
    const { chance } = this;
    const leaves = chance.whole(1, 3);
    for (let i = 0; i < leaves; i++) {
      const dtype = i === 0 ? chance.one(["float32", "float64", "float64"]) : this.choices().dtype();
      const watches = dtype.startsWith("float") && chance.happens(0.8);
      this.write(`${literal(chance, anyShape(chance), dtype)}${watches ? ".requires_grad_()" : ""}`, []);
    }
    const length = chance.whole(2, 6);
    for (let i = 0; i < length; i++) {
      const family = chance.one(families);
      const call = family(this.choices());
      this.unpack(this.attempt(family === gradients ? call : scoped(call)));
    }
    const watching = [...this.pool].filter(([, tensor]) => tensor.requires_grad).map(([name]) => name);
    for (const { source, uses, isNamed } of endings(this.choices(), watching, [...this.leaves])) {
      this.write(source, uses, isNamed);
    }
    return this.written;
  }

  /** Writes a call, once more with other arguments where it raised: one error is enough for most programs. */
  private attempt(call: Call): string {
    for (let left = 4; ; left--) {
      const given = this.choices();
      const name = this.write(call(given), given.uses);
      if (left === 0 || this.run.values.has(name) || this.chance.happens(0.2)) return name;
      this.written.pop();
    }
  }

  private choices(): Choices {
    return new Choices(this.chance, this.pool, (source, uses) => this.write(source, uses));
  }

  /** Writes a statement, runs it, and gives the name that it makes. */
  private write(source: string, uses: Iterable<string>, isNamed = true): string {
    const name = `t${this.written.length}`;
    const statement: Statement = { makes: isNamed ? name : null, uses: [...uses], source };
    this.written.push(statement);
    this.run.step(statement);
    const value = this.run.values.get(name);
    if (!(value instanceof torch.Tensor) || (value.numel() > most && statement.uses.length > 0)) return name;
    this.pool.set(name, value);
    // By its words, for a view that its base outdated raises when it is asked for its grad_fn.
    if (/requires_grad_\((true)?\)$/.test(source)) this.leaves.add(name);
    return name;
  }

  /** Goes on with one of several results. */
  private unpack(name: string): void {
    const value = this.run.values.get(name);
    if (typeof value !== "object" || value === null || value instanceof torch.Tensor || !(Symbol.iterator in value))
      return;
    const items = [...(value as Iterable<unknown>)];
    const place = this.chance.whole(0, Math.max(items.length - 1, 0));
    if (items[place] instanceof torch.Tensor) this.write(`[...${name}][${place}]`, [name]);
  }
}
