import * as v from "valibot";

/** Keeps one plain value beyond the webview's life. */
export interface Keeper {
  read(): unknown;
  write(value: unknown): void;
}

/**
 * How a person has left a view: VS Code destroys a webview as soon as it is hidden, and shows a new one later. All else
 * that a view shows is the extension's, and comes again from there.
 */
export interface Memory<T> {
  /** What the last webview in this place has written; null if there is nothing that makes sense. */
  readonly kept: T | null;
  write(value: T): void;
}

/** A person who scrolls changes more in a second than VS Code should have to store. */
const leastMsBetweenWrites = 100;

export function createMemory<T>(keeper: Keeper, schema: v.GenericSchema<unknown, T>): Memory<T> {
  const read = v.safeParse(schema, keeper.read());
  let latest: T | null = null;
  return {
    kept: read.success ? read.output : null,
    write(value) {
      const isWaiting = latest !== null;
      latest = value;
      if (isWaiting) return;
      setTimeout(() => {
        keeper.write(latest);
        latest = null;
      }, leastMsBetweenWrites);
    },
  };
}
