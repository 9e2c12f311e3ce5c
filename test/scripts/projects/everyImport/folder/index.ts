import { up } from "..";
export const indexed = `index ${up}`;
