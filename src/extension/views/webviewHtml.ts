export interface WebviewPage {
  readonly title: string;
  /** The policy's name for the extension's own files. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** The hash of an empty style element: the toolkit makes one, and fills it by way of its sheet. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The document of a webview: nothing but the extension's own files, no code but the one script. */
export function webviewHtml({ title, cspSource, nonce, script, styles }: WebviewPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} ${emptyStyle}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join("; ");
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}" />`).join("\n    ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${links}
    <title>${title}</title>
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
