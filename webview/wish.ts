import { type ReadonlySignal, signal } from "@preact/signals";

/** What the person wants, shown at once, until the extension's own state has caught up with it. */
export interface Wish<T> {
  /** Null while nothing is wished for. */
  readonly value: ReadonlySignal<{ readonly wanted: T } | null>;
  want(value: T): void;
  /** To be called with every new state: what has been granted is in it. */
  stateArrived(): void;
}

/** Sends one wish at a time; of those made meanwhile only the last. */
export function createWish<T>(send: (value: T) => Promise<void>, report: (error: unknown) => void): Wish<T> {
  const value = signal<{ readonly wanted: T } | null>(null);
  let isSending = false;
  const sendLatest = async (): Promise<void> => {
    isSending = true;
    for (let sent = null; value.value !== null && value.value !== sent;) {
      sent = value.value;
      try {
        await send(sent.wanted);
      } catch (error) {
        if (value.value === sent) value.value = null;
        report(error);
      }
    }
    isSending = false;
  };
  return {
    value,
    want(wanted) {
      value.value = { wanted };
      if (!isSending) void sendLatest();
    },
    stateArrived() {
      if (!isSending) value.value = null;
    },
  };
}
