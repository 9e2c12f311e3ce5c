import { window } from "vscode";
import type { Session } from "../session/session.js";
import { parsePass } from "./parsePass.js";

/** Asks for a pass and selects it. */
export async function goToPass(session: Session): Promise<void> {
  const passes = (): number => session.state?.passesTotal ?? 0;
  if (session.pass === null) return void window.showInformationMessage("GradLens: there is no pass yet.");
  const typed = await window.showInputBox({
    title: "GradLens: Go to Pass",
    prompt: `The number of a backward pass, from 1 to ${passes()}`,
    value: String(session.pass + 1),
    // While the script runs there are ever more of them.
    validateInput: (text) => {
      const parsed = parsePass(text, passes());
      return "message" in parsed ? parsed.message : null;
    },
  });
  const parsed = parsePass(typed ?? "", passes());
  if (typed !== undefined && "index" in parsed) session.selectPass(parsed.index);
}
