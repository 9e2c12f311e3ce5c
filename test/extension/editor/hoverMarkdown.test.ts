import assert from "node:assert/strict";
import { hoverMarkdown } from "../../../src/extension/editor/hoverMarkdown.js";
import { samplePass, sampleTopology, site, summary, x, z } from "../sampleRecording.js";

const tensor = { pass: samplePass(1), topology: sampleTopology, node: x, range: site(1, 7, 1) };
const facts = {
  tensor,
  selected: tensor.pass,
  passesTotal: 3,
  call: "torch.tensor",
  links: [
    { text: "Show in graph", address: "command:link" },
    { text: "History", address: "command:other" },
  ],
};

const muted = (text: string) => `<span style="color:var(--vscode-descriptionForeground);">${text}</span>`;

/** What a browser shows of the block of numbers. */
function numbersOf(markdown: string): readonly string[] {
  const html = /<pre>([^]*)<\/pre>/.exec(markdown)?.[1] ?? "";
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .split("\n");
}

describe("hoverMarkdown", () => {
  it("gives kind, pass, value, gradient, maker, users and links", () => {
    const expected = [
      "**x** · scalar float32 · leaf · requires grad · pass 2/3",
      `<pre>${muted("value  ")}2\n${muted("grad   ")}<span style="color:var(--vscode-charts-blue);">7</span></pre>`,
      "made by torch\\.tensor\\, line 1 · used by MulBackward0 z\\, line 3",
      "[Show in graph](command:link) · [History](command:other)",
    ].join("\n\n");
    assert.equal(hoverMarkdown(facts), expected);
  });

  it("puts what to do about a missing gradient on a line of its own", () => {
    assert.deepEqual(numbersOf(hoverMarkdown({ ...facts, tensor: { ...tensor, node: z } })), [
      "value  [6, 8]",
      "grad   null: not a leaf; its gradient was [1, 1] (kept by GradLens).",
      "       Add z.retain_grad() to see it in the script",
    ]);
  });

  it("colours a gradient by its signs, and what is not finite as an error", () => {
    const tensors = [{ node: x.id, name: "x", scalars: [], value: null, grad: summary([4], [1, -2, 0, NaN]) }];
    const markdown = hoverMarkdown({ ...facts, tensor: { ...tensor, pass: { ...tensor.pass, tensors } } });
    const colors = [...markdown.matchAll(/color:var\(--vscode-([\w-]+)\);">([^<]*)/g)].map(([, ...each]) => each);
    assert.deepEqual(colors.slice(-4), [
      ["charts-blue", "1"],
      ["charts-orange", "−2"],
      ["descriptionForeground", "0"],
      ["errorForeground", "NaN"],
    ]);
  });

  it("gives no total while the script runs", () => {
    assert.match(hoverMarkdown({ ...facts, passesTotal: null }), / · pass 2\n/);
  });

  it("says of a pass that failed that it did", () => {
    const failed = { ...tensor, pass: { ...tensor.pass, failed: true } };
    assert.match(hoverMarkdown({ ...facts, tensor: failed }), / · pass 2\/3 \(backward failed\)\n/);
  });

  it("says so where the selected pass is gone, or thinned to its loss", () => {
    const instead = "These are the numbers of pass 2.";
    assert.ok(
      hoverMarkdown({ ...facts, selected: { kind: "gone", index: 0 } }).includes(
        `\n\nPass 1 is no longer in the recording. ${instead}\n\n`,
      ),
    );
    const thinned = { ...samplePass(0), kind: "thinned", topology: null, tensors: [] } as const;
    assert.ok(hoverMarkdown({ ...facts, selected: thinned }).includes(`Of pass 1 only the loss is left. ${instead}`));
    assert.ok(!hoverMarkdown({ ...facts, selected: samplePass(2) }).includes(instead));
  });

  it("shows hostile names as text", () => {
    const name = "<img src=x onerror=alert(1)>\n[click](command:evil) </pre> `$(beaker)";
    const node = { ...z, name };
    const pass = { ...samplePass(0), tensors: samplePass(0).tensors.map((each) => ({ ...each, name })) };
    const topology = { id: 7, nodes: [x, node] };
    const markdown = hoverMarkdown({ ...facts, tensor: { ...tensor, pass, topology, node } });
    const blocks = markdown.split("\n\n");
    assert.equal(blocks.length, 4);
    assert.match(blocks[0]!, /^\*\*\\<img src\\=x onerror\\=alert\\\(1\\\)\\> \\\[click\\\]\\\(command\\:evil\\\)/);
    assert.match(blocks[1]!, /^<pre>[^]*<\/pre>$/);
    assert.ok(!blocks[1]!.includes("<img") && blocks[1]!.indexOf("</pre>") === blocks[1]!.length - 6, blocks[1]);
    assert.ok(numbersOf(markdown)[2]?.includes(name.replace("\n", " ")), markdown);
  });
});
