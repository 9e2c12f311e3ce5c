/** Lists of numbers by key, without an array for each: those of `k` are `items` from `start[k]` to `start[k + 1]`. */
export interface Neighbours {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Groups `values` by `keys`; within a key they keep their order. */
export function neighbours(count: number, keys: Int32Array, values: Int32Array): Neighbours {
  const start = new Int32Array(count + 1);
  for (const key of keys) start[key + 1]!++;
  for (let k = 0; k < count; k++) start[k + 1]! += start[k]!;
  const next = start.slice(0, count);
  const items = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) items[next[keys[i]!]!++] = values[i]!;
  return { start, items };
}
