import { afterStatement } from "./afterStatement.js";
import { beforeStatement } from "./beforeStatement.js";
import type { Language } from "./parseScript.js";
import type { Script } from "./script.js";
import { spanOf, type Span } from "./syntaxTree.js";
import { type WatchPath, watchPath } from "./watchPath.js";
import { type WatchPoint, watchPoint } from "./watchPoint.js";
import type { BindingEntry, WatchEntry } from "../../protocol/entry.js";
import type * as t from "@babel/types";

export interface Watches {
  readonly bindings: readonly BindingEntry[];
  readonly watches: readonly WatchEntry[];
}

/**
 * Has the script read what its comments `//? path` name. It is read by a function of the watch's own, whose errors the
 * worker keeps from the script: a name that is not there yet, an undefined in between.
 */
export function instrumentWatches(script: Script, language: Language): Watches {
  const bindings: BindingEntry[] = [];
  const watches: WatchEntry[] = [];
  for (const comment of script.tree.comments) {
    const { start, end } = spanOf(comment);
    if (!script.source.startsWith(opening, start)) continue;
    const span = { start: start + opening.length, end };
    const path = watchPath(script.source.slice(span.start, span.end), language);
    const point = watchPoint(script, { start, end });
    const problem = problemOf(script, path, point);
    if (path === null || point === null || problem !== null) {
      const range = script.lines.range(trimmed(script.source, span) ?? { start, end });
      watches.push({ binding: null, range, grad: false, problem });
      continue;
    }
    const range = script.lines.range({ start: span.start + path.span.start, end: span.start + path.span.end });
    const id = script.takeId();
    bindings.push({ id, name: path.text, kind: "watch", range, uses: [range] });
    watches.push({ binding: id, range, grad: path.grad, problem: null });
    read(script, point, `${script.global}.w(${id}, () => (${path.text})`);
  }
  return { bindings, watches };
}

const opening = "//?";

function problemOf(script: Script, path: WatchPath | null, point: WatchPoint | null): string | null {
  if (path === null) {
    return "//? takes a name such as w, this.w or layers[0].weight; put the result of a call into a variable first";
  }
  if (point === null) return "Nothing can be read here: put //? after a statement, inside of the braces around it";
  const unknown = path.privateNames.find((name) => !isPrivateMember(script, point.node, name));
  return unknown === undefined ? null : `No class around this has a member #${unknown}`;
}

function isPrivateMember(script: Script, node: t.Node, name: string): boolean {
  for (let place = script.place(node); place !== null; place = script.place(place.parent)) {
    if (place.parent.type === "ClassBody" && place.parent.body.some((member) => privateNameOf(member) === name)) {
      return true;
    }
  }
  return false;
}

function privateNameOf(member: t.ClassBody["body"][number]): string | null {
  return "key" in member && member.key.type === "PrivateName" ? member.key.id.name : null;
}

function trimmed(source: string, { start, end }: Span): Span | null {
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return text.trim() === "" ? null : { start: from, end: from + text.trim().length };
}

/** The call is still open. */
function read(script: Script, { kind, node }: WatchPoint, call: string): void {
  switch (kind) {
    case "before":
      return beforeStatement(script, node, `${call});`);
    case "after":
      return afterStatement(script, node, `${call})`);
    case "evaluated":
      return script.edits.wrap(spanOf(node), `${call}, (`, "))");
    case "inEmptyBlock": {
      const end = spanOf(node).end - 1;
      return script.edits.wrap({ start: end, end }, `;${call});`, "");
    }
  }
}
