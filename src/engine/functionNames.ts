/**
 * Gives functions the names that scripts know them by, which `f.name` is for Python's `f.__name__`. Some have another one in
 * their file, and where several files have a function of one name, the bundler numbers them.
 */
export function giveNames(namespace: object, seen = new Set<object>()): void {
  if (seen.has(namespace)) return;
  seen.add(namespace);
  for (const [name, value] of Object.entries(namespace) as [string, unknown][]) {
    if (typeof value === "function" && !(value.name in namespace))
      Object.defineProperty(value, "name", { value: name, configurable: true });
    else if (isNamespace(value)) giveNames(value, seen);
  }
}

function isNamespace(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  // Bundled, a namespace is a plain object.
  return Symbol.toStringTag in value || Object.getPrototypeOf(value) === Object.prototype;
}
