/** A program of a page, with what stands beside it and below. */
export interface Program {
  /** A file's, after the heading that it stands under. */
  readonly name: string;
  readonly source: string;
  /** The files beside it, by their names. */
  readonly files: ReadonlyMap<string, string>;
  readonly printed: string;
  /** What the program in Python that stands beside it prints; null if there is none. */
  readonly python: string | null;
}

interface Fence {
  readonly heading: string;
  readonly language: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The programs of a page. A fence of `ts` is one, and those of `text` that follow are what is printed: by the program in Python before
 * it and by itself, or by both alike. A fence such as `csv points.csv` is a file that the programs below it find.
 */
export function programsOf(page: string): readonly Program[] {
  const fences = fencesOf(page);
  const files = new Map<string, string>();
  return fences.flatMap(({ heading, language, title, text }, i) => {
    if (title !== "") files.set(title, text);
    if (language !== "ts") return [];
    const end = fences.findIndex((fence, j) => j > i && fence.language !== "text");
    const texts = fences.slice(i + 1, end < 0 ? undefined : end).map((fence) => fence.text.trimEnd());
    const printed = texts.at(-1) ?? "";
    const python = fences[i - 1]?.language === "python" ? (texts[0] ?? "") : null;
    const before = fences.slice(0, i).filter((fence) => fence.heading === heading && fence.language === "ts").length;
    return [
      {
        name: `${heading.replace(/\W+/g, " ").trim()} ${before + 1}.ts`,
        source: text,
        files: new Map(files),
        printed,
        python,
      },
    ];
  });
}

function fencesOf(page: string): readonly Fence[] {
  return [...page.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    heading: headingBefore(page.slice(0, match.index)),
    language: match[1]!,
    title: match[2]!,
    text: match[3]!,
  }));
}

/** With two marks at least: one is a comment in Python. */
function headingBefore(text: string): string {
  return [...text.matchAll(/^##+ (.+)$/gm)].at(-1)?.[1] ?? "beginning";
}

/** What a program without an import begins with, as the page says. */
export function head(source: string): string {
  if (source.startsWith("import")) return "";
  return 'import * as torch from "gradlens";\nconst { nn, optim } = torch;\nconst F = nn.functional;\n';
}
