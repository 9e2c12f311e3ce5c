import type { FullPass, ThinnedPass } from "../../protocol/api.js";
import type { WatchEntry } from "../../protocol/entry.js";
import { formatNumber } from "../../protocol/format.js";
import type { Summary } from "../../protocol/summary.js";
import type { RecordedTensor } from "../session/tensorAt.js";
import { describeNonFinite, describeShortly } from "./describeTensor.js";
import type { InlineText } from "./inlineText.js";
import { oneLine } from "./oneLine.js";

/**
 * What stands after a comment `//? path`: value and gradient of its tensor, `⟵ [0.5, −1] · ∂ [2, 4]`, after `.grad` only
 * the gradient, and what `.grad` holds where that is the sum of several. `selected` is the selected pass; a tensor that is
 * from another one says so.
 */
export function watchText(
  { problem, grad: onlyGradient }: Pick<WatchEntry, "problem" | "grad">,
  tensor: Pick<RecordedTensor, "pass" | "node"> | null,
  selected: number,
): InlineText {
  if (problem !== null) return { text: `⟵ ${oneLine(problem, 200)}`, isAlarm: true };
  if (tensor === null) return { text: "⟵ in no recorded graph", isAlarm: false };
  const { pass, node } = tensor;
  const { value, grad, accumulated, isAlarm } =
    pass.kind === "full" ? fullTexts(pass, node.id) : thinnedTexts(pass, node.id);
  const sum = accumulated === null || accumulated === grad ? [] : [`.grad ${accumulated}`];
  const otherPass = pass.index === selected ? [] : [`pass ${pass.index + 1}`];
  const parts = [...(onlyGradient ? [`∂ ${grad}`, ...sum] : [value, `∂ ${grad}`]), ...otherPass];
  return { text: `⟵ ${parts.join(" · ")}`, isAlarm };
}

interface Texts {
  readonly value: string;
  readonly grad: string;
  /** What `.grad` holds after the pass, where the script has one. */
  readonly accumulated: string | null;
  readonly isAlarm: boolean;
}

function fullTexts({ tensors }: FullPass, node: number): Texts {
  const tensor = tensors.find((each) => each.node === node);
  const summaries = [tensor?.value, tensor?.grad, tensor?.accumulated];
  const [value, grad, accumulated] = summaries.map((summary) => (summary ? describeSmall(summary) : null));
  return {
    value: value ?? "not recorded",
    grad: grad ?? "null",
    accumulated: accumulated ?? null,
    isAlarm: summaries.some((summary) => summary && describeNonFinite(summary.counts) !== ""),
  };
}

function describeSmall(summary: Summary): string {
  return summary.data?.length === 1 ? formatNumber(summary.data[0]!) : describeShortly(summary);
}

function thinnedTexts({ tensors }: ThinnedPass, node: number): Texts {
  const tensor = tensors.find((each) => each.node === node);
  const norm = (x: number | null | undefined): string => (typeof x === "number" ? `norm ${formatNumber(x)}` : "null");
  return {
    value: norm(tensor?.valueNorm),
    grad: norm(tensor?.gradNorm),
    accumulated: null,
    isAlarm: (tensor?.gradNonFinite ?? 0) > 0,
  };
}
