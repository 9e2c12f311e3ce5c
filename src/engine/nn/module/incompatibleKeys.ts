import type { LoadResult } from "./stateDict.js";

/** The names that did not match, as `load_state_dict` gives them; they come one by one as well. */
export class IncompatibleKeys implements LoadResult {
  constructor(
    readonly missing_keys: string[],
    readonly unexpected_keys: string[],
  ) {}

  [Symbol.iterator](): IterableIterator<string[]> {
    return [this.missing_keys, this.unexpected_keys].values();
  }

  toString(): string {
    const { missing_keys, unexpected_keys } = this;
    if (missing_keys.length + unexpected_keys.length === 0) return "<All keys matched successfully>";
    return `_IncompatibleKeys(missing_keys=${listed(missing_keys)}, unexpected_keys=${listed(unexpected_keys)})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function listed(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(", ")}]`;
}
