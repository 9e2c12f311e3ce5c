import type { Tensor } from "../../tensor.js";

/** Tensors by their names in a module. */
export type StateDict = Record<string, Tensor>;

/** The same while it is collected or loaded: modules may have other things beside tensors. */
export type State = Record<string, unknown>;

/** What is known of one module's entries beside them. */
export interface LocalMetadata {
  /** The form of the entries; there is none where nobody knows. */
  version?: number;
  /** Whether the entries take the place of the module's tensors. */
  assign_to_params_buffers?: boolean;
}

/** The names that did not match. */
export interface LoadResult extends Iterable<string[]> {
  /** What the module has and was not given. */
  readonly missing_keys: string[];
  /** What was given and the module does not have. */
  readonly unexpected_keys: string[];
}

/** The name of what a module has beside tensors, behind its path. */
export const extraStateKey = "_extra_state";

const metadataKey = "_metadata";

/** An object that knows the forms of its entries, by the paths of the modules; a copy of it does not. */
export function withMetadata(state: State): State {
  return Object.defineProperty(state, metadataKey, { value: {}, enumerable: false });
}

export function metadataOf(state: Readonly<State>): Record<string, LocalMetadata> | null {
  const descriptor = Object.getOwnPropertyDescriptor(state, metadataKey);
  return descriptor === undefined || descriptor.enumerable ? null : (descriptor.value as Record<string, LocalMetadata>);
}
