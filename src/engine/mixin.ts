/** A base class with the methods and accessors of all the given classes. Throws if two of them share a name. */
export function mixin(...classes: readonly (new () => object)[]): new () => object {
  const Base = class {};
  for (const { prototype } of classes) {
    for (const name of Reflect.ownKeys(prototype as object)) {
      if (name === "constructor") continue;
      if (Object.hasOwn(Base.prototype, name)) throw new Error(`two families define ${String(name)}`);
      Object.defineProperty(Base.prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
    }
  }
  return Base;
}
