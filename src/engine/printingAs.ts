const inspect = Symbol.for("nodejs.util.inspect.custom");

/** Has an object print as a text of its own, in `console.log` as in a template; among its keys that does not show. */
export function printingAs<Printed extends object>(object: Printed, text: (this: Printed) => string): Printed {
  const method = { value: text, writable: true, configurable: true };
  return Object.defineProperties(object, { toString: method, [inspect]: method });
}
