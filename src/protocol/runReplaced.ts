/** The name of the error that answers a question about a run which another has replaced: nobody waits for it any longer. */
export const runReplaced = "RunReplaced";
