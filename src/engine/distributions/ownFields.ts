import { inGradMode } from "../autograd/gradMode.js";

/** Sets fields of an object, also those that its class has as getters. */
export function own<Target extends object>(target: Target, fields: object): Target {
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(target, name, {
      value: value as unknown,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  return target;
}

/** What a getter computes when it is first asked, and is a field from then on: Python's lazy properties. */
export function lazily<Value>(target: object, name: string, compute: () => Value): Value {
  const value = inGradMode(true, compute);
  own(target, { [name]: value });
  return value;
}
