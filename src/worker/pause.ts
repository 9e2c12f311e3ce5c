/**
 * The one place where the inspector stops the script inside backward. This file must stay out of the debugger's
 * blackbox: in a blackboxed file the statement is ignored.
 */
export function pause(): void {
  debugger;
}
