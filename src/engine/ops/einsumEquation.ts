import * as errors from "../errors.js";

/** A letter, or an ellipsis for the dimensions that have none. */
export type Label = string;

export const ellipsis: Label = "...";

/** What an equation says of each operand's dimensions and of the result's; null where it leaves the result open. */
export interface Equation {
  readonly inputs: readonly (readonly Label[])[];
  readonly output: readonly Label[] | null;
}

/** Reads `"ij,jk->ik"` for as many operands. Throws for what is no equation. */
export function parseEquation(text: string, operands: number): Equation {
  const arrow = text.indexOf("->");
  const left = arrow < 0 ? text : text.slice(0, arrow);
  let start = 0;
  const parts = left.split(",");
  const inputs = parts.map((part, i) => {
    if (i >= operands) throw errors.einsumOperands("fewer");
    const labels = labelsIn(part, start, `operand ${i}`);
    start += part.length + 1;
    return labels;
  });
  if (parts.length < operands) throw errors.einsumOperands("more");
  return { inputs, output: arrow < 0 ? null : labelsIn(text.slice(arrow + 2), arrow + 2, "output") };
}

function labelsIn(text: string, start: number, owner: string): readonly Label[] {
  const labels: Label[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === " ") continue;
    if (character === ".") {
      if (labels.includes(ellipsis)) throw errors.einsumSecondEllipsis(owner);
      if (!text.startsWith(ellipsis, i)) throw errors.einsumDot(owner);
      labels.push(ellipsis);
      i += 2;
    } else {
      if (!/[a-zA-Z]/.test(character)) throw errors.einsumSubscript(start + i);
      labels.push(character);
    }
  }
  return labels;
}

/** The equation of operands that are each followed by numbers for their dimensions: 0 to 25 are A to Z, 26 to 51 a to z. */
export function equationOf(subscripts: readonly (readonly unknown[])[], output: readonly unknown[] | null): string {
  const written = (list: readonly unknown[]): string => list.map(letterOf).join("");
  const left = subscripts.map(written).join(",");
  return output === null ? left : `${left}->${written(output)}`;
}

function letterOf(subscript: unknown): Label {
  if (subscript === ellipsis) return ellipsis;
  const number = subscript as number;
  if (!Number.isInteger(number) || number < 0 || number >= 52) throw errors.einsumSubscriptRange();
  return String.fromCharCode(number < 26 ? 65 + number : 97 + number - 26);
}
