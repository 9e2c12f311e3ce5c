import * as errors from "../errors.js";
import { isPair } from "../isPair.js";
import { callUserCode } from "../observer.js";
import { stack } from "../ops/indexing.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { atBatchLevel, sliceOf, wholeAt, type BatchLevel } from "./batchLevel.js";
import { spread, treeOf } from "./trees.js";

/** What the author of a Function may say of `vmap`. */
export interface VmapRules {
  readonly name: string;
  readonly generate_vmap_rule?: boolean;
  readonly vmap?: (info: never, in_dims: never, ...args: never[]) => unknown;
}

/**
 * The forward of a custom Function on arguments that are mapped over: by its own rule, which gets the wholes, or slice by
 * slice where it wants one to be generated.
 */
export function forwardOverBatch(
  level: BatchLevel,
  rules: VmapRules,
  args: readonly unknown[],
  forwardOfSlice: (args: readonly unknown[]) => unknown,
): unknown {
  const { name, vmap, generate_vmap_rule = false } = rules;
  if (generate_vmap_rule && vmap !== undefined) throw errors.twoVmapRules(name);
  if (!generate_vmap_rule && vmap === undefined) throw errors.noVmapRule(name);
  const wholes = args.map((arg) => (isTensor(arg) ? wholeAt(level, arg) : null));
  return atBatchLevel(level.outer, () => {
    if (vmap === undefined) return stackedSlices(level, args, wholes, forwardOfSlice);
    const info = { batch_size: level.size, randomness: level.randomness };
    const in_dims = wholes.map((whole) => (whole === null ? null : 0));
    const given = args.map((arg, i) => wholes[i] ?? arg);
    const returned: unknown = callUserCode(() => Reflect.apply(vmap, rules, [info, in_dims, ...given] as never));
    if (!isPair(returned)) throw errors.vmapRuleOfOne(returned);
    const [output, out_dims] = returned;
    const tree = treeOf(output);
    const dims = spread(out_dims, output);
    if (dims === null) throw errors.vmapRuleOfOne(returned);
    return tree.rebuild(
      tree.leaves.map((leaf, i) => {
        const dim = dims[i] as number | null;
        return isTensor(leaf) && dim !== null ? sliceOf(level, leaf.movedim(dim, 0)) : leaf;
      }),
    );
  });
}

function stackedSlices(
  level: BatchLevel,
  args: readonly unknown[],
  wholes: readonly (Tensor | null)[],
  forwardOfSlice: (args: readonly unknown[]) => unknown,
): unknown {
  const results = Array.from({ length: level.size }, (_, i) =>
    treeOf(forwardOfSlice(args.map((arg, k) => wholes[k]?.select(0, i) ?? arg))),
  );
  const [first] = results;
  if (first === undefined) throw errors.nothingMapped();
  return first.rebuild(
    first.leaves.map((leaf, k) =>
      isTensor(leaf) ? sliceOf(level, stack(results.map(({ leaves }) => leaves[k] as Tensor))) : leaf,
    ),
  );
}
