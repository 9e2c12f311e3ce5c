import { handle, type RemovableHandle } from "../../autograd/removableHandle.js";

/** Hooks in the order in which they run. Each registration counts on its own, also of one function twice. */
export class HookList<Registration> {
  private registrations: readonly Registration[] = [];

  get isEmpty(): boolean {
    return this.registrations.length === 0;
  }

  /** Behind all others, or before them. What runs at that time goes on with those that it began with. */
  add(registration: Registration, prepend = false): RemovableHandle {
    const own = { ...registration };
    this.registrations = prepend ? [own, ...this.registrations] : [...this.registrations, own];
    return handle(() => (this.registrations = this.registrations.filter((other) => other !== own)));
  }

  /** Takes out all that a test finds. */
  removeWhere(test: (registration: Registration) => boolean): void {
    this.registrations = this.registrations.filter((registration) => !test(registration));
  }

  [Symbol.iterator](): IterableIterator<Registration> {
    return this.registrations.values();
  }
}
