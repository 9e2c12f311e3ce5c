import { readFileSync } from "node:fs";
import path from "node:path";
import { parseCases, type OracleCase } from "./oracleSchema.js";

const folder = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/oracle");

/** What PyTorch answered, as the generator of the fixtures wrote it down. */
export function readOracle<Document>(name: string): Document {
  return JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Document;
}

/** The calls of ops and what PyTorch answered to them. */
export function readCases(name: string): readonly OracleCase[] {
  return parseCases(readFileSync(path.join(folder, "ops", name), "utf8"));
}
