import type { RecordedTensor } from "../session/tensorAt.js";
import { describeKind, describeMaker, describeUsers, describeValues, nodeName } from "./describeTensor.js";
import { codeBlock, escapeMarkdown } from "./escapeMarkdown.js";

/** What the hover of a variable says; `passesTotal` is null while the script runs, `link` is a command's address. */
export function hoverMarkdown(tensor: RecordedTensor, passesTotal: number | null, link: string): string {
  const { node, pass, topology } = tensor;
  const passes = passesTotal === null ? `pass ${pass.index + 1}` : `pass ${pass.index + 1}/${passesTotal}`;
  const facts = describeValues(tensor);
  const width = Math.max(...facts.map(({ label }) => label.length));
  const users = describeUsers(node, topology);
  return [
    `**${escapeMarkdown(nodeName(node))}** · ${escapeMarkdown(describeKind(node))} · ${passes}`,
    codeBlock(
      facts.flatMap(({ label, lines }) => lines.map((line, i) => `${(i === 0 ? label : "").padEnd(width)}  ${line}`)),
    ),
    `made by ${escapeMarkdown(describeMaker(node))}${users === "" ? "" : ` · used by ${escapeMarkdown(users)}`}`,
    `[Show in graph](${link})`,
  ].join("\n\n");
}
