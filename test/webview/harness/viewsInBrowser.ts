import assert from "node:assert/strict";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import type { FakeHost } from "./fakeHost.js";
import { launchBrowser } from "./launchBrowser.js";
import { type OpenedView, openView, type ViewOptions } from "./openView.js";

type Defaults = Pick<ViewOptions, "bundle" | "width" | "height">;

/** For a `describe`: opens views in one browser. A test fails on any error that a view of it had. */
export function viewsInBrowser(
  defaults: Defaults,
): (host: FakeHost, options?: Partial<ViewOptions>) => Promise<OpenedView> {
  let browser: Browser;
  let opened: OpenedView[] = [];
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    const errors = opened.flatMap((view) => view.errors);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    assert.deepEqual(errors, []);
  });
  return async (host, options = {}) => {
    const view = await openView(browser, { ...defaults, host, ...options });
    opened.push(view);
    return view;
  };
}

const screenshots = path.join(process.env["GRADLENS_ROOT"]!, "test/host/screenshots");

/** Takes a picture for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `webview-${name}.png`), caret: "initial" });
}
