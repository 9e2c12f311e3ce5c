import type { Pass } from "../../protocol/api.js";
import { tensorWords } from "../../protocol/tensorWords.js";
import type { RecordedTensor } from "../session/tensorAt.js";
import { describeKind, describeMaker, describeUsers } from "./describeTensor.js";
import { escapeMarkdown } from "./escapeMarkdown.js";
import { fitHover } from "./fitHover.js";
import { hoverBlock, type Toned } from "./hoverBlock.js";
import { tensorFacts } from "./tensorFacts.js";
import { tensorLines } from "./tensorLines.js";

export interface HoverFacts {
  readonly tensor: RecordedTensor;
  /** The pass that is selected; the tensor can be of another one. */
  readonly selected: Pass;
  /** Null while the script runs. */
  readonly passesTotal: number | null;
  /** What the script called to make a leaf, where that is known. */
  readonly call: string | null;
  readonly links: readonly { readonly text: string; readonly address: string }[];
}

/** What the hover of a variable says. */
export function hoverMarkdown({ tensor, selected, passesTotal, call, links }: HoverFacts): string {
  const { node, pass, topology } = tensor;
  const passes = passesTotal === null ? `pass ${pass.index + 1}` : `pass ${pass.index + 1}/${passesTotal}`;
  const users = describeUsers(node, topology);
  const missing = describeMissing(selected, pass);
  const name = node.name ?? tensorWords(topology.nodes).get(node.id)!;
  return [
    `**${escapeMarkdown(name)}** · ${escapeMarkdown(describeKind(node))} · ${passes}${pass.failed ? " (backward failed)" : ""}`,
    ...(missing === null ? [] : [missing]),
    hoverBlock(numberLines(tensor)),
    `made by ${escapeMarkdown(describeMaker(node, call))}${users === "" ? "" : ` · used by ${escapeMarkdown(users)}`}`,
    links.map(({ text, address }) => `[${text}](${address})`).join(" · "),
  ].join("\n\n");
}

/** Why the tensor is not of the pass that is selected, where that is for want of memory. */
function describeMissing(selected: Pass, pass: RecordedTensor["pass"]): string | null {
  if (selected.index === pass.index) return null;
  const instead = `These are the numbers of pass ${pass.index + 1}.`;
  if (selected.kind === "gone") return `Pass ${selected.index + 1} is no longer in the recording. ${instead}`;
  if (selected.topology === null) return `Of pass ${selected.index + 1} only the loss is left. ${instead}`;
  return null;
}

function numberLines(tensor: RecordedTensor): readonly (readonly (string | Toned)[])[] {
  const facts = fitHover(tensorFacts(tensor));
  const width = Math.max(...facts.map(({ label }) => label.length));
  const numbers = tensorLines(facts.flatMap(({ numbers }) => numbers ?? []));
  let next = 0;
  return facts.flatMap(({ label, reason, numbers: summary, advice }) => {
    const isSigned = label !== "value" && summary?.data !== undefined;
    const counted = summary === null ? [] : numbers[next++]!.map((line) => coloured(line, isSigned));
    const lines = [...reason.map((text) => [text]), ...counted, ...advice.map((text) => [text])];
    const margin = (text: string): Toned => ({ tone: "muted", text: `${text.padEnd(width)}  ` });
    return lines.map((line, i) => [margin(i === 0 ? label : ""), ...line]);
  });
}

/** What is not finite is loud, and the entries of a gradient have the colours of their signs. */
function coloured(line: string, isSigned: boolean): readonly (string | Toned)[] {
  return line.split(/(⚠.*|NaN|−?∞|−?\d[\d.]*(?:e−?\d+)?)/).map((text) => {
    if (/[⚠N∞]/.test(text)) return { tone: "error", text };
    if (!isSigned || !/\d/.test(text)) return text;
    if (!/[1-9]/.test(text)) return { tone: "muted", text };
    return { tone: text.startsWith("−") ? "negative" : "positive", text };
  });
}
