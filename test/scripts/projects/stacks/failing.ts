type Gone = { a: number };

export function failing(x: number, padding: unknown): never {
  const text: string = `한글😀 ${String(padding)}`; throw new RangeError(text.slice(0, x));
}
