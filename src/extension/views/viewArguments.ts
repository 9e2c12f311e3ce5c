import * as v from "valibot";
import { viewCommands, type ViewHostApi } from "../../protocol/view.js";
import { ViewRequestError } from "./viewRequestError.js";

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const schemas: { readonly [M in keyof ViewHostApi]: v.GenericSchema<unknown, Parameters<ViewHostApi[M]>> } = {
  readPass: v.strictTuple([index]),
  readTopology: v.strictTuple([index]),
  lossSeries: v.strictTuple([index, index, v.pipe(index, v.maxValue(4096)), v.nullable(index)]),
  gradientNorms: v.strictTuple([index, v.pipe(index, v.maxValue(256))]),
  ready: v.strictTuple([]),
  selectPass: v.strictTuple([index]),
  selectNode: v.strictTuple([v.nullable(index)]),
  revealSource: v.strictTuple([index]),
  command: v.strictTuple([v.picklist(viewCommands)]),
};

/** Throws a ViewRequestError when a webview asks for what there is not, or with other arguments than the method takes. */
export function checkViewArguments(method: string, args: readonly unknown[]): void {
  if (!isMethod(method)) throw new ViewRequestError(`Views cannot ask for ${JSON.stringify(method)}.`);
  const result = v.safeParse(schemas[method], args);
  if (!result.success) throw new ViewRequestError(`${method}: ${v.summarize(result.issues)}`);
}

function isMethod(name: string): name is keyof ViewHostApi {
  return Object.hasOwn(schemas, name);
}
