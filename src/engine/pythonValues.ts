/** A number as Python prints it: `1e-05`, where JavaScript writes `0.00001`. */
export function pythonNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** A float as Python prints it, which shows that it is one: `1.0`. */
export function pythonFloat(value: number): string {
  const text = pythonNumber(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A setting whose usual value is a float, which Python prints as one: `alpha=1.0`, but `alpha=2` where 2 was given. */
export function pythonSetting(value: number, unlessGiven: number): string {
  return value === unlessGiven ? pythonFloat(value) : pythonNumber(value);
}

/** Sizes as Python prints a tuple: `(3, 3)`, and `(3,)` for a single one. */
export function pythonTuple(values: readonly number[]): string {
  return values.length === 1 ? `(${pythonNumber(values[0]!)},)` : `(${values.map(pythonNumber).join(", ")})`;
}

/** A size that stands for all dimensions, or one for each. */
export function pythonSize(size: number | readonly number[]): string {
  return typeof size === "number" ? pythonNumber(size) : pythonTuple(size);
}

/** Truth as Python prints it. */
export function pythonBool(value: boolean): string {
  return value ? "True" : "False";
}
