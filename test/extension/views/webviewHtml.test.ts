import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { webviewHtml } from "../../../src/extension/views/webviewHtml.js";

const html = webviewHtml({
  title: "Gradients",
  cspSource: "https://csp.test",
  nonce: "n0nce",
  script: "https://csp.test/gradients.js",
  styles: ["https://csp.test/a.css", "https://csp.test/b.css"],
});

describe("webviewHtml", () => {
  it("allows nothing but the extension's own files and the one script", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.deepEqual(policy?.split("; "), [
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      `style-src https://csp.test 'sha256-${createHash("sha256").update("").digest("base64")}'`,
      "font-src https://csp.test",
      "img-src https://csp.test",
    ]);
  });

  it("loads the script with its nonce, after the element that it fills", () => {
    const root = html.indexOf('<div id="root">');
    assert.ok(root > 0);
    assert.ok(html.indexOf('<script nonce="n0nce" src="https://csp.test/gradients.js">') > root);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it("loads every style", () => assert.equal(html.match(/<link rel="stylesheet"/g)?.length, 2));
});
