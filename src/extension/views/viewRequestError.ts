/** A webview has asked for what there is not, or with arguments that the method does not take. */
export class ViewRequestError extends Error {
  override readonly name = "ViewRequestError";
}
