import { isOptions } from "./arguments.js";
import { withoutSelf } from "./errors.js";
import { noteTensors } from "./failedCall.js";
import type { Tensor } from "./tensor.js";

/**
 * A base class with the methods and accessors of all the given classes. Throws if two of them share a name. A method that
 * fails tells of the tensors that it was called with.
 */
export function mixin(...classes: readonly (new () => object)[]): new () => object {
  const Base = class {};
  for (const { prototype } of classes) {
    for (const name of Reflect.ownKeys(prototype as object)) {
      if (name === "constructor") continue;
      if (Object.hasOwn(Base.prototype, name)) throw new Error(`two families define ${String(name)}`);
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
      if (typeof descriptor.value === "function") descriptor.value = telling(descriptor.value as Method);
      Object.defineProperty(Base.prototype, name, descriptor);
    }
  }
  return Base;
}

/** The tensor that an accessor is read of: other than a method, it cannot declare its `this`. */
export function ownerOf(accessors: object): Tensor {
  return accessors as Tensor;
}

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

function telling(method: Method): Method {
  const told: Method = function (...args) {
    try {
      return Reflect.apply(method, this, args);
    } catch (caught) {
      const error = withoutSelf(caught, isOptions(args.at(-1)) ? args.length - 1 : args.length);
      noteTensors(error, [this, ...args]);
      throw error;
    }
  };
  for (const name of ["name", "length"] as const) Object.defineProperty(told, name, { value: method[name] });
  return told;
}
