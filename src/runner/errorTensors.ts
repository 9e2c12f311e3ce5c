import type { CalledTensor, ErrorTensor, ScriptError } from "../protocol/entry.js";
import type { SourceRange } from "../protocol/site.js";
import { namesOf } from "../recording/queries.js";
import type { Recording } from "../recording/recording.js";
import { bindingOf, siteOf } from "../recording/sources.js";

/** The tensors that a call failed with, by the names that they have at the error's place, or else in the script. */
export function errorTensors(
  tensors: readonly CalledTensor[],
  error: ScriptError,
  recording: Recording,
): readonly ErrorTensor[] {
  return tensors.map((tensor) => {
    const ownName = nameAt(tensor, error.range, recording);
    const baseName = ownName === null && tensor.base ? nameAt(tensor.base, error.range, recording) : null;
    const shown = baseName === null ? tensor : tensor.base!;
    return {
      name: ownName ?? baseName,
      shape: shown.shape,
      dtype: shown.dtype,
      viewedAs: baseName === null ? null : tensor.shape,
      madeAt: siteOf(recording, shown.madeAt),
      writtenAt: siteOf(recording, tensor.writtenAt),
    };
  });
}

function nameAt(tensor: CalledTensor, range: SourceRange | null, recording: Recording): string | null {
  const bindings = tensor.bindings.flatMap((id) => bindingOf(recording, id) ?? []);
  const used = bindings.find(({ uses }) => range !== null && uses.some((use) => isWithin(use, range)));
  return used?.name ?? namesOf(recording, tensor)[0] ?? null;
}

function isWithin(inner: SourceRange, outer: SourceRange): boolean {
  const startsBefore = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const endsAfter =
    outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return startsBefore && endsAfter;
}
