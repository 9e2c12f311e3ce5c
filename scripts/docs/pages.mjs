// The reference as Markdown: a page for each namespace, one for `torch.Tensor`, one for the types, and an index of all names.
import { indexPage } from "./indexPage.mjs";
import { anchored, fenced, joined, paragraphs } from "./markdown.mjs";

/** Types that need no explanation where they are named. */
const familiar = new Set(["torch.Tensor", "torch.dtype", "torch.nn.Module"]);

/** The texts of the pages by their files' names. */
export function pagesOf({ pages, types, publicNames }) {
  const tensor = pages[0].entries.find(({ name }) => name === "torch.Tensor");
  const all = [pages[0], { name: tensor.name, doc: tensor.doc, entries: tensor.members }, ...pages.slice(1)].map(
    (page) => ({ ...page, file: `${page.name.replace(/^torch\./, "")}.md` }),
  );
  const places = placesOf(all, types, publicNames);
  return new Map([
    ["README.md", indexPage(all)],
    ...all.map((page) => [page.file, pageText(page, places)]),
    ["types.md", typesText(types, places)],
  ]);
}

/** Links to where a type or a class is told of, by its symbol. */
function placesOf(pages, types, publicNames) {
  const files = new Map(pages.flatMap(({ file, entries }) => entries.map(({ name }) => [name, file])));
  const classes = [...publicNames].filter(([, name]) => files.has(name));
  return new Map([
    ...classes.map(([symbol, name]) => [symbol, { name, link: `${files.get(name)}#${name}` }]),
    ...types.map(({ symbol, name, anchor }) => [symbol, { name, link: `types.md#${anchor}` }]),
  ]);
}

function pageText({ name, doc, entries }, places) {
  const contents = entries.map((entry) => `[${lastName(entry.name)}](#${entry.name})`).join(" · ");
  return joined([
    `# ${name}`,
    ...paragraphs(doc),
    linksText(name, doc),
    "[All names](README.md) · [Types](types.md) · [From PyTorch to GradLens](../from-pytorch.md)",
    contents,
    ...entries.map((entry) => entryText(entry, places)),
  ]);
}

function entryText(entry, places) {
  const heading = anchored(entry.name, `\n\n## ${entry.name}`);
  const blocks = entry.kind === "class" ? classBlocks(entry, places) : memberBlocks(entry, places);
  return [heading, sameText(entry, places), ...blocks].filter((block) => block !== "").join("\n\n");
}

/** What has several names is told of under each, and says which one is the first. */
function sameText({ name, symbol }, places) {
  const first = places.get(symbol);
  return first === undefined || first.name === name ? "" : `The same as [${first.name}](${first.link}).`;
}

function classBlocks({ name, doc, base, making, members }, places) {
  const called = members.filter((member) => member.name === `${name}.forward`);
  const properties = members.filter(({ kind }) => kind === "property");
  const methods = members.filter((member) => member.kind === "method" && !called.includes(member));
  const shown = name === "torch.Tensor" ? [] : [...properties, ...methods];
  return [
    ...groupBlocks(making.groups),
    ...paragraphs(doc),
    optionsText(making.options),
    ...called.flatMap(({ groups, options }) => [...groupBlocks(groups), optionsText(options)]),
    seeText({ name, docs: [doc], types: new Set([making, ...called].flatMap(({ types }) => [...types])) }, places),
    base === null ? "" : `Extends [${base.name}](${places.get(base.symbol).link}), and has what that has.`,
    name === "torch.Tensor" ? "What a tensor has is on [a page of its own](Tensor.md)." : "",
    shown
      .filter(({ kind }) => kind === "property")
      .map(propertyText)
      .join("\n"),
    ...shown
      .filter(({ kind }) => kind === "method")
      .flatMap((method) => [anchored(method.name, ""), ...memberBlocks(method, places)]),
  ];
}

function propertyText({ name, type, doc }) {
  const text = paragraphs(doc).join(" ");
  return `- ${anchored(name, `\`${lastName(name)}: ${type}\``)}${text === "" ? "" : ` — ${text}`}`;
}

/** A function, a method, a property or a constant. */
function memberBlocks({ kind, name, doc, groups = [], options = [], type, types }, places) {
  const isValue = kind === "property" || kind === "constant";
  return [
    ...(isToldInGroups(groups) ? paragraphs(doc) : []),
    ...(isValue ? [fenced([`${name.replace("torch.Tensor.", "x.")}: ${type}`])] : groupBlocks(groups)),
    ...(isToldInGroups(groups) ? [] : paragraphs(doc)),
    optionsText(options),
    seeText({ name, docs: [doc, ...groups.map((group) => group.doc)], types }, places),
  ];
}

/** Whether the overloads have docstrings of their own. */
function isToldInGroups(groups) {
  return groups.some(({ doc }) => paragraphs(doc).length > 0);
}

function groupBlocks(groups) {
  return groups.flatMap(({ texts, doc }) => [fenced(texts), ...paragraphs(doc)]);
}

function optionsText(options) {
  return options.map(({ name, doc }) => `- \`${name}\` — ${paragraphs(doc).join(" ")}`).join("\n");
}

/** The page of PyTorch, and the types that may want looking up. */
function seeText({ name, docs, types }, places) {
  const links = new Set(docs.flatMap((doc) => doc?.links ?? []));
  const named = [...(types ?? [])].map((symbol) => places.get(symbol)).filter((place) => place !== undefined);
  const own = named.filter((place) => !familiar.has(place.name) && !name.startsWith(place.name));
  const told = new Map(own.map((place) => [place.link, `[${place.name}](${place.link})`]));
  const parts = [...[...links].map((link) => `[${titleOf(link)}](${link})`), ...told.values()];
  return parts.join(" · ");
}

function linksText(name, doc) {
  return seeText({ name, docs: [doc] }, new Map());
}

/** What a link says of itself: the name that PyTorch's page is about, or the host of any other page. */
function titleOf(link) {
  const { host, hash, pathname } = new URL(link);
  if (!host.endsWith("pytorch.org")) return host;
  return `PyTorch: ${hash.slice(1) || pathname.slice(pathname.lastIndexOf("/") + 1).replace(/\.html$/, "")}`;
}

function typesText(types, places) {
  const entries = types.map(({ name, publicName, anchor, text, doc, types: inner }) =>
    [
      anchored(anchor, `\n\n## ${name}`),
      publicName === null ? "" : `As a type: \`${publicName}\`.`,
      fenced([text]),
      ...paragraphs(doc),
      seeText({ name: anchor, docs: [doc], types: inner }, places),
    ]
      .filter((block) => block !== "")
      .join("\n\n"),
  );
  return joined(["# Types", "What the signatures of the reference name.", "[All names](README.md)", ...entries]);
}

function lastName(name) {
  return name.slice(name.lastIndexOf(".") + 1);
}
