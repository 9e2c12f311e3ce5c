import assert from "node:assert/strict";
import { connect } from "./workbench.js";

/**
 * Lets `test` also fail if one of our webviews, or the extension, wrote an error to the console. It is part of the
 * test and no `afterEach` hook, because mocha ends the whole run at a hook that fails.
 */
export function failOnConsoleErrors(test: { fn?: Mocha.Func | Mocha.AsyncFunc | undefined }): void {
  const body = test.fn as Mocha.AsyncFunc | undefined;
  if (body === undefined) return;
  test.fn = async function (this: Mocha.Context) {
    const { consoleErrors } = await connect();
    await body.call(this);
    const errors = (await consoleErrors()).filter(({ from }) => from !== "workbench");
    assert.deepEqual(errors, [], "There are errors in the console.");
  };
}
