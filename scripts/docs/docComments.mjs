// Docstrings as they stand in the declarations: prose, and the addresses that it ends with.
import ts from "typescript";

/** The docstring of a symbol or a signature. */
export function docOf(checker, documented) {
  return parsed(ts.displayPartsToString(documented.getDocumentationComment(checker)));
}

/** The docstring that a file begins with. */
export function leadingDoc(file) {
  const comment = /^(?:\/\/\/.*\s)*\/\*\*([\s\S]*?)\*\//.exec(file.text)?.[1] ?? "";
  return parsed(comment.replace(/^[ \t]*\* ?/gm, ""));
}

/** Paragraphs without line breaks, and the links below them. */
function parsed(comment) {
  const links = [];
  const prose = comment.replace(/(?<=^|\s)https:\/\/\S+(?=\s*$|\s*\n)/gm, (link) => {
    links.push(link);
    return "";
  });
  const paragraphs = prose.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
  return { paragraphs: paragraphs.filter((paragraph) => paragraph !== ""), links };
}
