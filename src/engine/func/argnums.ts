import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";

/** Which of the arguments are differentiated: one, or several. */
export type Argnums = number | readonly number[];

/** The type of the argument at a place that is known; from the end, or anywhere, it is a tensor's. */
export type ArgumentAt<Arguments extends readonly unknown[], Place extends number> = `${Place}` extends keyof Arguments
  ? Arguments[Place]
  : Tensor;

/** The types of the arguments at several places. */
export type ArgumentsAt<Arguments extends readonly unknown[], Places extends readonly number[]> = {
  -readonly [Index in keyof Places]: ArgumentAt<Arguments, Places[Index]>;
};

/** The places of the arguments, counted from the front. Throws for places that are not there. */
export function placesOf(argnums: unknown, count: number): readonly number[] {
  if (typeof argnums !== "number" && !Array.isArray(argnums)) throw errors.argnumOfWrongKind(argnums);
  const list = typeof argnums === "number" ? [argnums] : (argnums as readonly number[]);
  const places = list.map((argnum) => {
    if (!Number.isInteger(argnum)) throw errors.argnumOfWrongKind(argnum);
    const place = argnum < 0 ? argnum + count : argnum;
    if (place < 0 || place >= count) throw errors.argnumOutOfRange(argnum, count);
    return place;
  });
  if (places.length === 0) throw errors.argnumsEmpty();
  if (new Set(places).size !== places.length) throw errors.argnumsRepeated(places);
  return places;
}

/** The arguments with others in these places. */
export function withArguments(
  args: readonly unknown[],
  places: readonly number[],
  others: readonly unknown[],
): readonly unknown[] {
  return args.map((arg, i) => (places.includes(i) ? others[places.indexOf(i)] : arg));
}
