import type { ErrorTensor, ScriptError } from "./entry.js";
import { formatShape } from "./format.js";

/**
 * What PyTorch's words leave out, in one line: the tensors by name and shape, and the module. Null where there is nothing
 * to add.
 */
export function errorDetails({ tensors = [], module, message }: ScriptError): string | null {
  const hasOtherDtypes = tensors.some(({ dtype }) => dtype !== "float32");
  const isAboutWrites = message.includes("modified by an inplace operation");
  const parts = tensors.map((tensor) => describe(tensor, hasOtherDtypes, isAboutWrites));
  if (module !== undefined) parts.push(`in ${module}`);
  return parts.length === 0 ? null : parts.join(" · ");
}

function describe(
  { name, shape, dtype, viewedAs, madeAt, writtenAt }: ErrorTensor,
  withDtype: boolean,
  withWrite: boolean,
): string {
  const called = name ?? (madeAt === null ? "a tensor" : `the tensor of line ${String(madeAt.line)}`);
  const view = viewedAs === null ? "" : ` viewed as ${formatShape(viewedAs)}`;
  const written = withWrite && writtenAt !== null ? `, written to at line ${String(writtenAt.line)}` : "";
  return `${called} ${formatShape(shape)}${view}${withDtype ? ` ${dtype}` : ""}${written}`;
}
