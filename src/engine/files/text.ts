import { badFile } from "../errors.js";

declare const TextDecoder: new (
  label: "utf-8",
  options: { readonly fatal: true },
) => {
  decode(bytes: Uint8Array): string;
};

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** The text of a file without its byte order mark. Throws where the bytes are no UTF-8. */
export function decodeText(file: string, format: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badFile(file, format, "its text is not UTF-8");
  }
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What a text in JSON says. Throws where it is not well formed, or names something twice in one object. */
export function parseJson(file: string, format: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badFile(file, format, (error as Error).message);
  }
  const twice = repeatedKey(text);
  if (twice !== null) throw badFile(file, format, `${JSON.stringify(twice)} stands twice in one object`);
  return value;
}

/** The first key that an object of a well-formed text in JSON has twice: JSON.parse would keep the last alone. */
function repeatedKey(text: string): string | null {
  // One set of keys for each object that is open, null for each array.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{") open.push(new Set());
    else if (letter === "[") open.push(null);
    else if (letter === "}" || letter === "]") open.pop();
    else if (letter === '"') {
      const start = at++;
      for (; text[at] !== '"'; at++) if (text[at] === "\\") at++;
      const keys = open.at(-1);
      if (!keys || !isKey(text, at + 1)) continue;
      const key = JSON.parse(text.slice(start, at + 1)) as string;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return null;
}

/** Whether a colon follows. */
function isKey(text: string, at: number): boolean {
  while (" \t\n\r".includes(text[at] ?? "?")) at++;
  return text[at] === ":";
}
