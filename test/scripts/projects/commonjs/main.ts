import { join } from "node:path";
import { value } from "./other";
out(join("a", "b"), value, typeof require, __filename.endsWith("main.ts"));
export const x = 1;
