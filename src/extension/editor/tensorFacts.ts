import type { PassTensor, ThinnedPassTensor } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";
import type { Summary } from "../../protocol/summary.js";
import type { RecordedTensor } from "../session/tensorAt.js";
import { describeSummary, entriesInLine } from "./describeTensor.js";

/** One thing that a pass recorded of a tensor. */
export interface Fact {
  readonly label: string;
  /** Sentences before the numbers. */
  readonly reason: readonly string[];
  readonly numbers: Summary | null;
  /** Sentences after them: what to do about it stands on a line of its own. */
  readonly advice: readonly string[];
}

/** What a pass recorded of a tensor: its value, its gradient, or why there is none and what to do. */
export function tensorFacts({ pass, node }: Pick<RecordedTensor, "pass" | "node">): readonly Fact[] {
  if (pass.kind === "thinned") return normFacts(pass.tensors.find((tensor) => tensor.node === node.id));
  const tensor = pass.tensors.find((each) => each.node === node.id);
  if (tensor === undefined) return [];
  const value = tensor.value === null ? said("value", "not recorded") : counted("value", tensor.value);
  return [value, gradientFact(node, tensor, pass.failed), ...accumulatedFact(tensor)];
}

function gradientFact(node: RecordedTensor["node"], { name, grad, accumulated }: PassTensor, hasFailed: boolean): Fact {
  if (!node.requires_grad) {
    const reason = "null: does not require grad.";
    return node.leaf ? said("grad", reason, "Make it with requires_grad: true to have one") : said("grad", reason);
  }
  if (grad === null) {
    return said("grad", `null: ${hasFailed ? "backward failed before it arrived" : "none arrived in this pass"}`);
  }
  if (node.leaf || (accumulated !== undefined && accumulated !== null)) return counted("grad", grad);
  const advice = `Add ${name ?? "the tensor"}.retain_grad() to see it in the script`;
  if (entriesInLine(grad) === null) {
    const reason = "null: not a leaf; its gradient, kept by GradLens, was";
    return { label: "grad", reason: [reason], numbers: grad, advice: [advice] };
  }
  return said("grad", `null: not a leaf; its gradient was ${describeSummary(grad)} (kept by GradLens).`, advice);
}

/** A leaf's `.grad` is its gradient only if it was null or zero before. */
function accumulatedFact({ grad, accumulated }: PassTensor): readonly Fact[] {
  if (accumulated === undefined || accumulated === null) return [];
  if (grad !== null && describeSummary(accumulated) === describeSummary(grad)) return [];
  return [counted(".grad", accumulated, "after this pass: gradients add up until zero_grad()")];
}

function normFacts(tensor: ThinnedPassTensor | undefined): readonly Fact[] {
  const norm = (x: number | null | undefined): string => (typeof x === "number" ? `norm ${formatNumber(x)}` : "none");
  const nonFinite = tensor?.gradNonFinite ?? 0;
  const warning = nonFinite === 0 ? [] : [`⚠ ${nonFinite} NaN or ∞`];
  return [
    said("value", norm(tensor?.valueNorm)),
    said("grad", norm(tensor?.gradNorm), ...warning, "Thinned: of this pass only the norms are kept."),
  ];
}

function counted(label: string, numbers: Summary, ...advice: readonly string[]): Fact {
  return { label, reason: [], numbers, advice };
}

function said(label: string, reason: string, ...advice: readonly string[]): Fact {
  return { label, reason: [reason], numbers: null, advice };
}
