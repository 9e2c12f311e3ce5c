// The one module that knows the webview UI toolkit: whatever replaces it is replaced here.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from "@vscode/webview-ui-toolkit";
import { type ComponentChildren, h, type VNode } from "preact";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());

type Attributes = Readonly<Record<string, unknown>>;

export interface ButtonProps {
  readonly onClick: () => void;
  readonly isSecondary?: boolean;
  readonly children: ComponentChildren;
}

export function Button({ onClick, isSecondary, children }: ButtonProps): VNode {
  return h<Attributes>("vscode-button", { appearance: isSecondary ? "secondary" : "primary", onClick }, children);
}

export interface IconButtonProps {
  /** The name of a codicon. */
  readonly icon: string;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, isDisabled, onClick }: IconButtonProps): VNode {
  return h<Attributes>(
    "vscode-button",
    { appearance: "icon", "aria-label": label, title: label, disabled: isDisabled === true, onClick },
    h("span", { class: `codicon codicon-${icon}`, "aria-hidden": "true" }),
  );
}

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** What was found, in a few words. */
  readonly result: string;
  readonly onInput: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Given the function that puts the keyboard into the field. */
  readonly onReady: (focus: () => void) => void;
}

export function SearchField({ label, value, result, onInput, onKeyDown, onReady }: SearchFieldProps): VNode {
  return h<Attributes>(
    "vscode-text-field",
    {
      placeholder: label,
      value,
      onKeyDown,
      onInput: ({ target }: InputEvent) => onInput((target as HTMLInputElement).value),
      ref: (field: HTMLElement | null) => {
        // The toolkit overwrites the label as the field appears.
        field?.setAttribute("aria-label", label);
        if (field !== null) onReady(() => field.focus());
      },
    },
    h("span", { slot: "start", class: "codicon codicon-search", "aria-hidden": "true" }),
    // The toolkit makes a span in this place as small as an icon.
    h("small", { slot: "end", class: "matches muted", role: "status" }, result),
  );
}
