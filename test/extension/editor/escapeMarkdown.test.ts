import assert from "node:assert/strict";
import { escapeMarkdown } from "../../../src/extension/editor/escapeMarkdown.js";

describe("escapeMarkdown", () => {
  const cases: readonly (readonly [text: string, escaped: string])[] = [
    ["loss", "loss"],
    ["<img onerror=alert(1)>", "\\<img onerror\\=alert\\(1\\)\\>"],
    ["`a` *b* _c_", "\\`a\\` \\*b\\* \\_c\\_"],
    ["[x](command:y)", "\\[x\\]\\(command\\:y\\)"],
    ["손실 🔥 \"'", "손실 🔥 \\\"\\'"],
    ["a\nb\r\n# c\u2028d", "a b \\# c d"],
    ["&lt; \\", "\\&lt\\; \\\\"],
    ["a\u202eb", "a b"],
  ];
  for (const [text, escaped] of cases) {
    it(`shows ${JSON.stringify(text)} as text`, () => assert.equal(escapeMarkdown(text), escaped));
  }
});
