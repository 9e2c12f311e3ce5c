import assert from "node:assert/strict";
import fc from "fast-check";
import { ChangedText } from "../../../src/extension/session/changedText.js";

const before = "const w = 1;\nloss.backward();\nprint(w);\n";
const call = { line: 2, column: 1, endLine: 2, endColumn: 16 };

describe("ChangedText", () => {
  const cases: readonly { readonly what: string; readonly after: string; readonly found: string | null }[] = [
    { what: "nothing changed", after: before, found: "loss.backward()" },
    { what: "lines were put before it", after: `// a\n// b\n${before}`, found: "loss.backward()" },
    { what: "text was put after it on its line", after: before.replace("();", "(); // ok"), found: "loss.backward()" },
    { what: "lines after it were removed", after: before.replace("print(w);\n", ""), found: "loss.backward()" },
    { what: "it was edited", after: before.replace("loss", "los"), found: null },
    { what: "it was removed", after: before.replace("loss.backward();\n", ""), found: null },
    { what: "all was removed", after: "", found: null },
  ];
  for (const { what, after, found } of cases) {
    it(`${found === null ? "does not find" : "finds"} a place when ${what}`, () => {
      const changed = new ChangedText(before, after);
      const range = changed.find(call);
      assert.equal(range && after.slice(range.start, range.end), found);
      assert.equal(changed.isSame, after === before);
    });
  }

  it("leads from the new text back to the old one", () => {
    const changed = new ChangedText(before, `// a\n${before}`);
    assert.deepEqual(changed.placeBefore("// a\nconst w = 1;\nloss".length), { line: 2, column: 5 });
    assert.equal(changed.placeBefore(2), null);
  });

  it("counts lines by any kind of line break", () => {
    const changed = new ChangedText("a\r\nb\rc\nd", "a\r\nb\rc\nd");
    assert.deepEqual(changed.placeBefore(7), { line: 4, column: 1 });
    assert.deepEqual(changed.find({ line: 4, column: 1, endLine: 4, endColumn: 2 }), { start: 7, end: 8 });
  });

  it("finds only places whose text is the same, and leads back from each of them", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, text, (head, middle, inserted, tail) => {
        const [old, now] = [head + middle + tail, head + inserted + tail];
        const changed = new ChangedText(old, now);
        old.split("\n").forEach((line, i) => {
          for (let column = 1; column <= line.length; column++) {
            const range = changed.find({ line: i + 1, column, endLine: i + 1, endColumn: column + 1 });
            if (range === null) continue;
            assert.equal(now.slice(range.start, range.end), line[column - 1]);
          }
        });
      }),
    );
  });
});
