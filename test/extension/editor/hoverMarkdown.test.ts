import assert from "node:assert/strict";
import { hoverMarkdown } from "../../../src/extension/editor/hoverMarkdown.js";
import { samplePass, sampleTopology, site, x, z } from "../sampleRecording.js";

const tensor = { pass: samplePass(1), topology: sampleTopology, node: x, range: site(1, 7, 1) };

describe("hoverMarkdown", () => {
  it("gives kind, pass, value, gradient, maker, users and a link", () => {
    const expected = [
      "**x** · scalar float32 · leaf · requires grad · pass 2/3",
      "```plaintext\nvalue  2\ngrad   7\n```",
      "made by the script\\, line 1 · used by MulBackward0 z\\, line 3",
      "[Show in graph](command:link)",
    ].join("\n\n");
    assert.equal(hoverMarkdown(tensor, 3, "command:link"), expected);
  });

  it("puts what to do about a missing gradient on a line of its own", () => {
    const markdown = hoverMarkdown({ ...tensor, node: z }, 3, "command:link");
    const reason = "grad   null: not a leaf; its gradient was [1, 1] (kept by GradLens).";
    assert.ok(markdown.includes(`\n${reason}\n       Add z.retain_grad() to see it in the script\n`), markdown);
  });

  it("gives no total while the script runs", () => {
    assert.match(hoverMarkdown(tensor, null, "command:link"), / · pass 2\n/);
  });

  it("shows hostile names as text", () => {
    const name = "<img src=x onerror=alert(1)>\n[click](command:evil) ```";
    const node = { ...z, name };
    const pass = { ...samplePass(0), tensors: samplePass(0).tensors.map((each) => ({ ...each, name })) };
    const topology = { id: 7, nodes: [x, node] };
    const markdown = hoverMarkdown({ ...tensor, pass, topology, node }, 1, "command:link");
    const blocks = markdown.split("\n\n");
    assert.equal(blocks.length, 4);
    assert.match(blocks[0]!, /^\*\*\\<img src\\=x onerror\\=alert\\\(1\\\)\\> \\\[click\\\]\\\(command\\:evil\\\)/);
    assert.match(blocks[1]!, /^````plaintext\n[^]*\n````$/);
  });
});
