interface Padding {
  readonly nothing: number;
}
import { failing } from "./failing";
const padding: Padding = { nothing: 1 };
function outer(x: number): never {
  return failing(x, padding);
}
try { outer(1); } catch (error: any) {
  for (const line of error.stack.split("\n")) out(line.trim());
}
