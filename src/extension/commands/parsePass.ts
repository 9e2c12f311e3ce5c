/** The index of the pass that a person typed, counted from 1 to `passesTotal`; else what to say. */
export function parsePass(
  typed: string,
  passesTotal: number,
): { readonly index: number } | { readonly message: string } {
  const text = typed.trim();
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= passesTotal) return { index: number - 1 };
  const range = passesTotal === 1 ? "There is only pass 1." : `Type a whole number from 1 to ${passesTotal}.`;
  return { message: text === "" ? range : `${JSON.stringify(text)} is no pass. ${range}` };
}
