export * from "./presnt.ts";
