import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Frame } from "playwright-core";

const root = process.env["GRADLENS_ROOT"]!;

/** Runs axe in a page or a frame; gives what it found, in one line each. */
export async function accessibilityProblems(frame: Pick<Frame, "evaluate">): Promise<readonly string[]> {
  const axe = await readFile(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");
  // Evaluated by the debugger, not by the page, whose policy would forbid it.
  await frame.evaluate(axe);
  return frame.evaluate(runAxe);
}

// What follows runs in the page.

declare const window: {
  axe: {
    run(): Promise<{
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }>;
  };
};

async function runAxe(): Promise<readonly string[]> {
  const { violations } = await window.axe.run();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
