import { float32 } from "../../src/engine/dtype.js";
import { setObserver, type Observer, type OpCall } from "../../src/engine/observer.js";
import { here } from "./here.js";
import { sightOf, type Seen, type SeenTensor, type Sight, type Statement } from "./program.js";
import { differing, tensorsIn, valuesOf, type Case } from "./reason.js";

/** By how much of themselves numbers are changed: more than they are rounded by, and so much more again. */
const nudges = { float32: [2 ** -21, 2 ** -17], float64: [2 ** -48, 2 ** -44] } as const;

type Nudge = 0 | 1;

/** Not all alike: what is normalised does not feel a common factor. */
const shares = [1, -0.6, 0.8, -1, 0.3, 0.7, -0.4];

/**
 * Whether a change in the last digits of what a program starts with, or of what each of its ops gives, changes its numbers
 * about as much as they differ: then no two ways of computing them agree. At a kink they change as much however small the
 * change is, which explains nothing.
 */
export function isIllConditioned({ program, step, ours, theirs }: Case): boolean {
  const apart = differing(ours, theirs).map(([one, other]) => Math.abs(Number(one) - Number(other)));
  if (apart.length === 0 || !apart.every(Number.isFinite)) return false;
  const before = numbersOf(ours);
  const places = differing(ours, theirs).map(([one]) => before.indexOf(Number(one)));
  return [startingOtherwise, roundedOtherwise].some((changed) => {
    const [little, more] = ([0, 1] as const).map((nudge) => {
      const after = numbersOf(changed(program, nudge).steps[step]!);
      return places.map((place) => Math.abs(after[place]! - before[place]!));
    });
    const sum = (moves: readonly number[]): number => moves.reduce((total, move) => total + move, 0);
    return apart.every((distance, i) => little![i]! >= distance / 50) && sum(more!) >= 2 * sum(little!);
  });
}

function numbersOf(seen: Seen): readonly number[] {
  return tensorsIn(seen).flatMap(({ values }) => values.map(Number));
}

/** The program, which starts with slightly other numbers. */
function startingOtherwise(program: readonly Statement[], nudge: Nudge): Sight {
  return sightOf(
    here,
    program.map((statement) => nudged(statement, nudge)),
  );
}

/** The program, each of whose ops gives slightly other numbers, those of backward's rules, too. */
function roundedOtherwise(program: readonly Statement[], nudge: Nudge): Sight {
  let place = 0;
  const round = ({ outputs }: OpCall): void => {
    for (const { viewState, storage, dtype } of outputs) {
      if (viewState !== null || !dtype.is_floating_point) continue;
      const by = nudges[dtype === float32 ? "float32" : "float64"][nudge];
      for (let i = 0; i < storage.length; i++)
        storage.write(i, storage.read(i) * (1 + by * shares[place++ % shares.length]!));
    }
  };
  const observer: Observer = {
    opMade: round,
    opUntracked: round,
    beforeWrite: () => undefined,
    backwardBegan: () => undefined,
    // What a pass itself computes is told to nobody, unless it is asked for anew.
    nodeDone: () => setObserver(observer),
    backwardEnded: () => undefined,
    enterModule: () => undefined,
    leaveModule: () => undefined,
    saveSite: () => 0,
    restoreSite: () => undefined,
  };
  setObserver(observer);
  try {
    return sightOf(here, program);
  } finally {
    setObserver(null);
  }
}

/**
 * Whether the operands of a statement are rounded otherwise than PyTorch's, and the statement gives PyTorch's numbers once it
 * is given PyTorch's operands: it jumps there, as a floor does at whole numbers.
 */
export function agreesOnTheirOperands({ program, step, theirs, answer }: Case): boolean {
  const statement = program[step]!;
  const { steps } = sightOf(here, program.slice(0, step));
  const operands = program.flatMap(({ makes }, i) =>
    i < step && makes !== null && statement.uses.includes(makes) ? [{ makes, i }] : [],
  );
  if (operands.every(({ i }) => String(valuesOf(steps[i]!)) === String(valuesOf(answer.steps[i]!)))) return false;
  const given = operands.flatMap(({ makes, i }) => {
    const [operand] = tensorsIn(answer.steps[i]!);
    return operand === undefined ? [] : [{ makes, uses: [], source: written(operand) }];
  });
  const again = sightOf(here, [...given, statement]).steps.at(-1)!;
  const counts = [again, theirs].map((seen) => tensorsIn(seen).flatMap(valuesOf).length);
  return counts[0] === counts[1] && counts[0]! > 0 && differing(again, theirs).length === 0;
}

function written({ values, shape, dtype }: SeenTensor): string {
  return `torch.tensor([${values.join(", ")}], { dtype: torch.${dtype} }).reshape([${shape.join(", ")}])`;
}

function nudged(statement: Statement, which: Nudge): Statement {
  const source = statement.source.replace(
    /torch\.tensor\(([^a-zA-Z]*), \{ dtype: torch\.(float32|float64) \}\)/g,
    (_, numbers: string, dtype: keyof typeof nudges) => {
      const nudge = nudges[dtype][which];
      let place = 0;
      const changed = numbers.replace(/-?\d+(\.\d+)?/g, (number) =>
        String(Number(number) * (1 + nudge * shares[place++ % shares.length]!)),
      );
      return `torch.tensor(${changed}, { dtype: torch.${dtype} })`;
    },
  );
  return { ...statement, source };
}
