/** A list of sizes as PyTorch writes it: `[2, 3]`. */
export type Sizes = readonly number[];

export function list(sizes: Sizes): string {
  return `[${sizes.join(", ")}]`;
}

/** How a value is called in "must be Tensor, not …". */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return (value as object).constructor?.name ?? "object";
  return typeof value;
}
