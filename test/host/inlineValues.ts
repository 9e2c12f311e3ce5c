/// <reference lib="dom" />
import type { Workbench } from "./workbench.js";

export interface InlineValue {
  readonly text: string;
  readonly isDimmed: boolean;
}

/** What stands at the ends of the lines of the active editor. It is drawn by style sheets and is no text of the page. */
export async function inlineValues({ page }: Workbench): Promise<readonly InlineValue[]> {
  return page.locator(".editor-group-container.active .view-lines").first().evaluate(readInlineValues);
}

/** Waits until the inline values are as wished. Each look at them waits for the page to draw. */
export async function waitForInline(
  workbench: Workbench,
  wished: (values: readonly InlineValue[]) => boolean,
): Promise<readonly InlineValue[]> {
  const end = Date.now() + 15_000;
  for (;;) {
    const values = await inlineValues(workbench);
    if (wished(values)) return values;
    if (Date.now() > end) throw new Error(`The inline values stayed ${JSON.stringify(values)}.`);
    await workbench.page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Is sent to the page, so it uses nothing from outside itself. */
function readInlineValues(lines: Element): InlineValue[] {
  return [...lines.querySelectorAll("span")].flatMap((span) => {
    const { content, opacity } = getComputedStyle(span, "::after");
    return content.includes("⟵") ? [{ text: JSON.parse(content) as string, isDimmed: Number(opacity) < 1 }] : [];
  });
}
