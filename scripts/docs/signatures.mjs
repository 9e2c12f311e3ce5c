// Signatures as a person calls them: arguments in their places, and an object at the end for what has none.
import { docOf } from "./docComments.mjs";
import { parameterLists } from "./parameters.mjs";

const width = 100;

/**
 * The overloads of what is called as `name(…)`: in groups that share a docstring, with the options that have one, and with the
 * types that are named.
 */
export function readSignatures(context, name, signatures, { isMaking = false } = {}) {
  const types = new Set();
  const all = signatures.flatMap((signature) => {
    const result = isMaking ? null : resultOf(context, signature, types);
    const doc = docOf(context.checker, signature);
    const said = `${name}${typeParametersToSay(signature)}`;
    return parameterLists(context, signature, types).map((list) => ({ ...inPlaces(list), said, result, doc }));
  });
  const kept = all.filter((signature) => !isContained(signature, all));
  const groups = [];
  for (const { positional, named, said, result, doc } of kept) {
    const text = layOut(said, positional, named, result);
    const last = groups.at(-1);
    if (last?.texts.includes(text)) continue;
    if (last !== undefined && (doc.paragraphs.length === 0 || sameDoc(last.doc, doc))) last.texts.push(text);
    else groups.push({ texts: [text], doc });
  }
  return { groups, options: explained([...kept, ...all]), types };
}

/** Those that no argument tells, which a person writes: `load<State>("state.safetensors")`. */
function typeParametersToSay(signature) {
  const { typeParameters = [], parameters } = signature.getDeclaration() ?? { parameters: [] };
  const told = parameters.map((parameter) => parameter.getText()).join(" ");
  const texts = typeParameters
    .filter(({ name }) => !new RegExp(`\\b${name.text}\\b`).test(told))
    .map((parameter) => parameter.getText());
  return texts.length === 0 ? "" : `<${texts.join(", ")}>`;
}

/** Splits options into those that also have a place and those that have none. */
function inPlaces({ positional, named }) {
  const places = new Set(positional.map(({ name }) => name));
  const own = named.filter(({ name }) => !places.has(name));
  return {
    positional,
    options: named,
    named: own.filter(({ name }, i) => own.findIndex((one) => one.name === name) === i),
  };
}

/**
 * Whether another signature takes what this one takes, since all that has a place can also be given by name. The docstring
 * then goes to that one, if it has none.
 */
function isContained(signature, all) {
  const { positional, named, doc } = signature;
  const container = all.find((other) => {
    if (other === signature) return false;
    const starts = positional.every(
      ({ name, type }, i) => other.positional[i]?.name === name && other.positional[i].type === type,
    );
    const names = new Set([...other.positional, ...other.named].map(({ name }) => name));
    if (!starts || !named.every(({ name }) => names.has(name))) return false;
    if (other.positional.length > positional.length) return named.length > 0;
    return other.named.length > named.length && other.named.every(({ optional }) => optional);
  });
  if (container !== undefined && container.doc.paragraphs.length === 0) container.doc = doc;
  return container !== undefined;
}

function resultOf({ checker, names }, signature, types) {
  const predicate = checker.getTypePredicateOfSignature(signature);
  const node = signature.getDeclaration()?.type;
  if (predicate !== undefined && node !== undefined) return names.ofNode(node, types);
  return names.of(signature.getReturnType(), node, types);
}

function layOut(name, positional, named, result) {
  const parameters = positional.map(parameterText);
  const end = result === null ? "" : `: ${result}`;
  const options = optionsText(named);
  const line = `${name}(${[...parameters, ...options.short].join(", ")})${end}`;
  if (line.length <= width) return line;
  const lines = [...parameters, ...options.long].map((text) => `  ${text.replaceAll("\n", "\n  ")},\n`);
  return `${name}(\n${lines.join("")})${end}`;
}

/** The last argument, in one line and in one that is not too long. */
function optionsText(named) {
  if (named.length === 0) return { short: [], long: [] };
  const name = named.every(({ optional }) => optional) ? "options?" : "options";
  const texts = named.map(parameterText);
  const short = `${name}: { ${texts.join("; ")} }`;
  const long = `${name}: {\n${texts.map((text) => `  ${text};\n`).join("")}}`;
  return { short: [short], long: [short.length < width ? short : long] };
}

function parameterText({ name, optional, type }) {
  return `${name}${optional ? "?" : ""}: ${type}`;
}

/** The options that have a docstring, in the order in which the signatures have them. */
function explained(signatures) {
  const told = signatures.flatMap(({ options }) => options).filter(({ doc }) => doc.paragraphs.length > 0);
  const places = signatures.flatMap(({ positional, named }) => [...positional, ...named]).map(({ name }) => name);
  return [...new Set(places)].flatMap((name) => told.find((option) => option.name === name) ?? []);
}

function sameDoc(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
