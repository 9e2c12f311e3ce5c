import type { Frame, FrameLocator } from "playwright-core";

/** The frame in which the elements of `view` are. */
export async function ownerFrame(view: FrameLocator): Promise<Frame> {
  const body = await view.locator("body").elementHandle();
  return (await body!.ownerFrame())!;
}
