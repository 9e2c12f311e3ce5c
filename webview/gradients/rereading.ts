/** What is read anew as passes become more. */
interface Reading<Wanted> {
  /** What there is to read now; null where that has been read, or where nobody looks. */
  next(): Wanted | null;
  read(wanted: Wanted): Promise<void>;
  report(error: unknown): void;
  readonly leastMsBetweenReads: number;
}

/** An answer that takes long is asked for more rarely. */
const restPerRead = 4;

/** A function that reads until nothing more is wanted, one question at a time; while it does, calling it again changes nothing. */
export function rereading<Wanted>({ next, read, report, leastMsBetweenReads }: Reading<Wanted>): () => void {
  let isBusy = false;
  const readUntilCurrent = async (): Promise<void> => {
    isBusy = true;
    for (let wanted = next(); wanted !== null; wanted = next()) {
      const asked = performance.now();
      await read(wanted).catch(report);
      const rest = Math.max(leastMsBetweenReads, restPerRead * (performance.now() - asked));
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    isBusy = false;
  };
  return () => {
    if (!isBusy) void readUntilCurrent();
  };
}
