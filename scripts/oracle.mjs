// `npm run oracle -- FILE…`: makes the calls in files of the oracle's format and compares the engine's answers with
// PyTorch's. See test/engine/support/oracleMain.ts.
import { pathToFileURL } from "node:url";
import { bundled } from "./bundled.mjs";

const [program] = await bundled(["test/engine/support/oracleMain.ts"], "build/oracle");
await import(pathToFileURL(program));
