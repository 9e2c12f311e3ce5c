import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = process.env["GRADLENS_ROOT"] ?? "";

const pages = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => path.join(root, "docs", file));

describe("The pages in docs", () => {
  const texts = new Map([...pages, path.join(root, "README.md")].map((page) => [page, readFileSync(page, "utf8")]));

  it("are a page for each part of the API, as npm run docs makes them of the declarations", function () {
    this.timeout(60_000);
    const script = path.join(root, "scripts/docs.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.ok(pages.length > 25);
  });

  it("have no anchor twice", () => {
    const twice = [...texts].flatMap(([page, text]) => {
      const anchors = anchorsOf(text);
      return anchors.filter((anchor, i) => anchors.indexOf(anchor) < i).map((anchor) => `${page}#${anchor}`);
    });
    assert.deepEqual(twice, []);
  });

  it("have no link that leads nowhere, nor has the README", () => {
    const anchors = new Map([...texts].map(([page, text]) => [page, new Set(anchorsOf(text))]));
    const lost = [...texts].flatMap(([page, text]) =>
      linksOf(text).filter((link) => {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? page : path.resolve(path.dirname(page), file);
        return anchor === undefined ? !existsSync(target) : !anchors.get(target)?.has(anchor);
      }),
    );
    assert.deepEqual(lost, []);
  });
});

/** Those that are written down; on pages without any those of the headings. */
function anchorsOf(text: string): readonly string[] {
  const written = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor!);
  const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading!);
  if (written.length > 0) return written;
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** What links lead to inside of the repository. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !/^\w+:/.test(link));
}
