import { readArguments } from "./arguments.js";
import { printOption, wrongArgument } from "./errors.js";

/** How tensors are printed. */
export interface PrintOptions {
  /** Digits after the point. 4 unless set. */
  readonly precision?: number | null;
  /** The number of elements above which only the ends of each dimension are shown. 1,000 unless set. */
  readonly threshold?: number | null;
  /** How many elements are shown at each end. 3 unless set. */
  readonly edgeitems?: number | null;
  /** Characters in a line. 80 unless set. */
  readonly linewidth?: number | null;
  /** A set of options, which the others override: "short" shows less, "full" everything. */
  readonly profile?: "default" | "short" | "full" | null;
  /** Whether numbers have exponents; by their range if absent or null. */
  readonly sci_mode?: boolean | null;
}

interface Chosen {
  /** How many digits stand behind the point; 4 unless given. */
  readonly precision: number;
  /** From how many elements on a tensor is summarised; 1000 unless given. */
  readonly threshold: number;
  /** How many elements a summary shows at each end of a dimension; 3 unless given. */
  readonly edgeitems: number;
  /** How many characters a line has; 80 unless given. */
  readonly linewidth: number;
  /** Whether numbers are written with a power of ten; by what they are unless given. */
  readonly sci_mode: boolean | null;
}

const profiles: { readonly [Profile in "default" | "short" | "full"]: Omit<Chosen, "sci_mode"> } = {
  default: { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80 },
  short: { precision: 2, threshold: 1000, edgeitems: 2, linewidth: 80 },
  full: { precision: 4, threshold: Infinity, edgeitems: 3, linewidth: 80 },
};

let chosen: Chosen = { ...profiles.default, sci_mode: null };

/** The options in force. */
export function printOptions(): Chosen {
  return chosen;
}

const names = ["precision", "threshold", "edgeitems", "linewidth", "profile", "sci_mode"] as const;

/**
 * Says how tensors are printed from now on, in this order or by name. What is not named stays, but for `sci_mode`, which
 * goes back to null. Throws for values that make no sense.
 * https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html
 */
export function set_printoptions(...options: readonly (PrintOptions[keyof PrintOptions] | PrintOptions)[]): void {
  const given = readArguments<PrintOptions>("set_printoptions", names, options);
  const { profile = null, sci_mode = null } = given;
  if (profile !== null && !Object.hasOwn(profiles, profile)) {
    throw printOption("profile", "one of 'default', 'short', 'full'", profile);
  }
  if (sci_mode !== null && typeof sci_mode !== "boolean") {
    throw wrongArgument("set_printoptions", "sci_mode", "bool", sci_mode);
  }
  const base = profile === null ? chosen : profiles[profile];
  chosen = {
    // JavaScript writes no more digits than these.
    precision: count("precision", given.precision ?? base.precision, 100),
    threshold: count("threshold", given.threshold ?? base.threshold, Infinity),
    edgeitems: count("edgeitems", given.edgeitems ?? base.edgeitems, Infinity),
    linewidth: count("linewidth", given.linewidth ?? base.linewidth, Infinity),
    sci_mode,
  };
}

function count(name: string, value: unknown, most: number): number {
  if (typeof value !== "number") throw wrongArgument("set_printoptions", name, "int", value);
  const isCount = Number.isInteger(value) || (name !== "precision" && value === Infinity);
  if (!isCount || value < 0 || value > most) {
    throw printOption(name, most === Infinity ? "a whole number from 0 on" : `a whole number from 0 to ${most}`, value);
  }
  return value;
}
