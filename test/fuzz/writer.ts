import * as torch from "../../src/engine/index.js";
import { Choices } from "./choices.js";
import { elementwiseCalls, type Call } from "./elementwiseCalls.js";
import { gradientCalls, watched } from "./gradientCalls.js";
import { anyShape, literal } from "./literals.js";
import { Run, type Engine, type Statement } from "./program.js";
import { Chance } from "./random.js";
import { reducingCalls } from "./reducingCalls.js";
import { shapeCalls } from "./shapeCalls.js";
import { writingCalls } from "./writingCalls.js";

const families = [
  elementwiseCalls,
  elementwiseCalls,
  shapeCalls,
  shapeCalls,
  reducingCalls,
  writingCalls,
  gradientCalls,
];

/** Tensors with more elements than this are not gone on with: numbers enough, and no program grows without end. */
const most = 48;

/**
 * A random program. It is run while it is written, so that shapes and dtypes mostly fit; what does not is an error on
 * purpose. It ends with first and sometimes second derivatives.
 */
export function programOf(seed: number): readonly Statement[] {
  const chance = new Chance(seed);
  const run = new Run(torch as unknown as Engine);
  const pool = new Map<string, torch.Tensor>();
  const roots = new Set<string>();
  const program: Statement[] = [];

  function write(source: string, uses: Iterable<string>, isNamed = true): void {
    const makes = isNamed ? `t${program.length}` : null;
    const statement: Statement = { makes, uses: [...uses], source };
    program.push(statement);
    run.step(statement);
    const value = makes === null ? null : run.values.get(makes);
    if (makes === null || !(value instanceof torch.Tensor) || value.numel() > most) return;
    pool.set(makes, value);
    // By its words, for a view that its base outdated raises when it is asked for its grad_fn.
    if (/requires_grad_\((true)?\)$/.test(source)) roots.add(makes);
  }

  const leaves = chance.whole(1, 3);
  for (let i = 0; i < leaves; i++) {
    const dtype = i === 0 ? chance.one(["float32", "float64"]) : new Choices(chance, pool).dtype();
    const watches = dtype.startsWith("float") && chance.happens(0.8);
    write(`${literal(chance, anyShape(chance), dtype)}${watches ? ".requires_grad_()" : ""}`, []);
  }
  const length = chance.whole(2, 8);
  for (let i = 0; i < length; i++) {
    const given = new Choices(chance, pool);
    const call: Call = chance.one(chance.one(chance.one(families)));
    write(call(given), given.uses);
  }
  for (const ending of endings(chance, pool, roots)) write(ending.source, ending.uses, ending.isNamed);
  return program;
}

interface Ending {
  readonly source: string;
  readonly uses: readonly string[];
  readonly isNamed: boolean;
}

function endings(
  chance: Chance,
  pool: ReadonlyMap<string, torch.Tensor>,
  leaves: ReadonlySet<string>,
): readonly Ending[] {
  const watching = [...pool].filter(([, { requires_grad }]) => requires_grad);
  if (watching.length === 0) return [];
  const roots = [...leaves];
  const given = new Choices(chance, pool);
  const [out] = chance.happens(0.7) ? watching.at(-1)! : [watched(given)];
  const made = (source: string, ...uses: readonly string[]): Ending => ({ source, uses, isNamed: true });
  if (chance.happens(0.4) && roots.length > 0) {
    const root = chance.one(roots);
    const first = `torch.autograd.grad(${out}.sum(), ${root}, { create_graph: true, allow_unused: true })[0]`;
    const second = `torch.autograd.grad(${first}.mul(${first}).sum(), ${root}, { allow_unused: true })[0]`;
    return [made(first, out, root), made(second, out, root)];
  }
  const backward = `${out}${chance.happens(0.9) ? ".sum()" : ""}.backward()`;
  const retained = !leaves.has(out) && chance.happens(0.2) ? [made(`${out}.retain_grad()`, out)] : [];
  return [
    ...retained,
    { source: backward, uses: [out], isNamed: false },
    ...roots.map((root) => made(`${root}.grad`, root)),
    ...(chance.happens(0.1) ? [{ source: backward, uses: [out], isNamed: false }] : []),
  ];
}
