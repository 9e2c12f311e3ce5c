/** Comments and texts are matched first, so that a `backward()` inside one is passed over. */
const pattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\.\s*(?<call>backward)\s*\(/g;

/** The offsets of the calls of `backward()` in a script. */
export function findBackwardCalls(text: string): readonly number[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    match.groups?.["call"] === undefined ? [] : [match.index + match[0].indexOf("backward")],
  );
}

/** Whether a script imports gradlens, by any kind of import. */
export function importsGradlens(text: string): boolean {
  return /\b(?:from|import|require)\s*\(?\s*["']gradlens(?:\/[^"'\n]*)?["']/.test(text);
}
