/**
 * How the worker loads the script: its module hooks ask the runner's main thread over a port and wait. The answer is
 * posted first; then the flag becomes 1 and is notified, and the worker takes it back to 0. There is one question at a
 * time.
 */
export type LoaderQuestion =
  | {
      readonly kind: "resolve";
      readonly specifier: string;
      /** The importing module; null for the script itself. */
      readonly parentUrl: string | null;
      readonly conditions: readonly string[];
    }
  | { readonly kind: "load"; readonly url: string }
  /** Another port and flag like the ones that this was asked with, for another thread. */
  | { readonly kind: "channel" };

/** Node does it itself where the answer is that the module is not the script's. */
export type LoaderAnswer =
  | { readonly kind: "resolved"; readonly url: string; readonly importAttributes: Readonly<Record<string, string>> }
  | { readonly kind: "loaded"; readonly format: "module" | "commonjs" | "json"; readonly source: string }
  | { readonly kind: "foreign" }
  | { readonly kind: "channel"; readonly channel: LoaderChannel }
  | { readonly kind: "failed"; readonly error: LoaderFailure };

export interface LoaderFailure {
  readonly name: "Error" | "SyntaxError" | "TypeError";
  readonly message: string;
  readonly code: string;
  readonly stack: string;
}

/** The port is a MessagePort, which is transferred. */
export interface LoaderChannel<Port = unknown> {
  readonly port: Port;
  readonly flag: SharedArrayBuffer;
}

/** What the worker needs for its hooks. */
export interface LoaderData<Port = unknown> extends LoaderChannel<Port> {
  /** Under these names instrumented files reach what the worker defines under the first. */
  readonly globalNames: readonly string[];
}
