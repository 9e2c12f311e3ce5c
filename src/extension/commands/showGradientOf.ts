import { window } from "vscode";
import type { Session } from "../session/session.js";
import { tensorItems } from "./tensorItems.js";

/** Asks for a tensor of the selected pass; `reveal` then shows it everywhere. */
export async function showGradientOf(session: Session, reveal: (node: number) => Promise<void>): Promise<void> {
  const { current, pass: index } = session;
  const nothing = () => void window.showInformationMessage("GradLens: there is no pass with tensors to choose from.");
  if (current === null || index === null) return nothing();
  const pass = await current.recording.readPass(index);
  const topology =
    pass.kind === "gone" || pass.topology === null ? null : await current.recording.readTopology(pass.topology);
  if (pass.kind === "gone" || topology === null) return nothing();
  const chosen = await window.showQuickPick(tensorItems(pass, topology), {
    title: `GradLens: tensors of pass ${index + 1}${pass.failed ? ", whose backward failed" : ""}`,
    placeHolder: "Show the gradient of…",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined || session.current !== current) return;
  // The script may have gone on meanwhile; the tensor was chosen in this pass.
  if (session.pass !== index) session.selectPass(index);
  await reveal(chosen.node);
}
