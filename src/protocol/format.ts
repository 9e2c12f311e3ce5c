/** Numbers as people read them: at most 4 significant digits, − for minus, and no exponent where it can be avoided. */
export function formatNumber(x: number): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  if (x === 0) return "0";
  const rounded = Number(x.toPrecision(4));
  const size = Math.abs(rounded);
  const text = size >= 1e6 || size < 1e-4 ? exponential(rounded) : String(rounded);
  return text.replaceAll("-", "−");
}

/** A number in full, as `.item()` prints it. */
export function formatItem(x: number): string {
  return Object.is(x, -0) ? "−0" : String(x).replaceAll("-", "−").replace("Infinity", "∞");
}

/** `[2, 3]`; "scalar" for no dimensions. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 0 ? "scalar" : `[${shape.join(", ")}]`;
}

/** Row-major entries as nested brackets, such as `[[6, 6], [6, 6]]`. */
export function formatEntries(data: readonly number[], shape: readonly number[], format = formatNumber): string {
  const [size, ...rest] = shape;
  if (size === undefined) return data.length === 1 ? format(data[0]!) : "";
  const step = data.length / (size || 1);
  const rows = Array.from({ length: size }, (_, i) =>
    formatEntries(data.slice(i * step, (i + 1) * step), rest, format),
  );
  return `[${rows.join(", ")}]`;
}

function exponential(x: number): string {
  const [digits, exponent] = x.toExponential().split("e") as [string, string];
  return `${digits}e${exponent.replace("+", "")}`;
}
