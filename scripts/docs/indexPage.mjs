// The index: every name with what it is for, to be searched with Ctrl-F.
import { joined, prose } from "./markdown.mjs";

const introduction = [
  "# Reference",
  "Every public name of the engine, written by `npm run docs` from its declarations and docstrings. Names and meanings are PyTorch's, and each entry links to PyTorch's page; [From PyTorch to GradLens](../from-pytorch.md) has the rules by which a program is ported.",
  "A signature shows the arguments in PyTorch's order and, in one object at the end, those that are given by name alone. The others can be given by name in that object as well: `x.sum(0, true)`, `x.sum(0, { keepdim: true })` and `x.sum({ dim: 0, keepdim: true })` are the same call. `F` is `torch.nn.functional`, `DType` is `torch.dtype`, and `module(input)` stands for calling an instance of the class.",
];

export function indexPage(pages) {
  const contents = pages.map(({ name, file }) => `[${name}](${file})`).join(" · ");
  return joined([...introduction, `${contents} · [Types](types.md)`, ...pages.flatMap(sectionOf)]);
}

function sectionOf({ name, file, entries }) {
  const lines = entries.flatMap((entry) => [
    lineOf(entry, file),
    ...methodsOf(entry).map((method) => lineOf(method, file)),
  ]);
  return [`## [${name}](${file})`, lines.join("\n")];
}

/** Those of a tensor have a page of their own, and how an instance is called stands with its class. */
function methodsOf({ kind, name, members }) {
  if (kind !== "class" || name === "torch.Tensor") return [];
  return members.filter((member) => member.kind === "method" && member.name !== `${name}.forward`);
}

function lineOf(entry, file) {
  const text = prose(firstSentence(entry));
  return `- [${entry.name}](${file}#${entry.name})${text === "" ? "" : ` ${text}`}`;
}

function firstSentence({ doc, groups = [] }) {
  const [paragraph = ""] = [doc, ...groups.map((group) => group.doc)].flatMap((one) => one?.paragraphs ?? []);
  return /^.*?[.:](?= |$)/.exec(paragraph)?.[0].replace(/:$/, ".") ?? paragraph;
}
