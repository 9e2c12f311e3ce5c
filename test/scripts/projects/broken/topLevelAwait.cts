import { readFile } from "node:fs/promises";
const f = (x: unknown): unknown => x;
const 가 = f("😀"); await f(readFile);
