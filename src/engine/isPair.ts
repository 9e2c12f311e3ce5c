/** Whether a value is an array of two, as Python's functions return a tuple of two. */
export function isPair(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}
