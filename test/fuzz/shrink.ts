import type { Difference } from "./difference.js";
import type { Statement } from "./program.js";

/**
 * The fewest statements that still differ in the same way: those after the difference go first, then one after the
 * other with all that hangs on it.
 */
export function shrunk(
  program: readonly Statement[],
  found: Difference,
  differ: (program: readonly Statement[]) => Difference | null,
): { readonly program: readonly Statement[]; readonly difference: Difference } {
  let difference = found;
  let least = program;
  const attempt = (candidate: readonly Statement[]): boolean => {
    const again = candidate.length < least.length ? differ(candidate) : null;
    if (again?.kind !== found.kind) return false;
    least = candidate;
    difference = again;
    return true;
  };
  attempt(program.slice(0, found.step + 1));
  for (let i = least.length - 1; i >= 0; i--) if (attempt(without(least, i))) i = Math.min(i, least.length);
  return { program: least, difference };
}

/** The program without a statement and all that hangs on the name it makes. */
function without(program: readonly Statement[], place: number): readonly Statement[] {
  const gone = new Set<string>();
  return program.filter(({ makes, uses }, i) => {
    const stays = i !== place && !uses.some((name) => gone.has(name));
    if (!stays && makes !== null) gone.add(makes);
    return stays;
  });
}
