export interface WebviewPage {
  readonly title: string;
  /** The policy's name for the extension's own files. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/**
 * The hash of an empty style element. The toolkit puts one into the head for a moment, to ask by way of its sheet whether
 * `:focus-visible` is known (`canUseFocusVisible` of @microsoft/fast-web-utilities); where that is refused it marks the
 * focus after every click. All its other styles are adopted sheets, which the policy does not concern.
 */
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
