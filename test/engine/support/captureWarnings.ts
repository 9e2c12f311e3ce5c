/** Runs `body` and gives its result with the warnings that it printed. */
export function captureWarnings<Result>(body: () => Result): { readonly result: Result; readonly warnings: string[] } {
  const warnings: string[] = [];
  const original = console.warn;
  console.warn = (message: string) => {
    warnings.push(message);
  };
  try {
    return { result: body(), warnings };
  } finally {
    console.warn = original;
  }
}
