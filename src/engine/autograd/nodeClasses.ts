const classes = new WeakMap<object, Map<string, object>>();

/** A class under a name of its own, so that `node.constructor.name` is what PyTorch's `type(node).__name__` is. */
export function classNamed<Class extends new (...args: never[]) => object>(
  Base: Class,
  name: string,
  define: (prototype: object, name: string) => void = nothing,
): Class {
  let known = classes.get(Base);
  if (known === undefined) classes.set(Base, (known = new Map()));
  let named = known.get(name);
  if (named === undefined) {
    named = class extends (Base as unknown as new () => object) {};
    Object.defineProperty(named, "name", { value: name });
    define((named as Class).prototype as object, name);
    known.set(name, named);
  }
  return named as Class;
}

function nothing(): void {
  // Most classes differ in their names alone.
}
