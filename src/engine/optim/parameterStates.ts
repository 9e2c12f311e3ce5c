import type { Tensor } from "../tensor.js";

/** What an optimizer keeps of each parameter. As Python's `defaultdict` has it, to ask for what is not there makes it, empty. */
export class ParameterStates<State extends object> extends Map<Tensor, State> {
  override get(parameter: Tensor): State {
    const kept = super.get(parameter);
    if (kept !== undefined) return kept;
    const empty = {} as State;
    this.set(parameter, empty);
    return empty;
  }

  /** @internal Whether nothing is kept of a parameter. */
  isEmpty(parameter: Tensor): boolean {
    return !this.has(parameter) || Object.keys(this.get(parameter)).length === 0;
  }
}
