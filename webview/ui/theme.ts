import { type ReadonlySignal, signal } from "@preact/signals";

/** The colours and fonts that canvases draw with: those that media/base.css makes from VS Code's theme. */
export interface Theme {
  readonly colors: { readonly [C in ColorName]: string };
  readonly font: string;
  readonly monospace: string;
  readonly isHighContrast: boolean;
  readonly reducesMotion: boolean;
}

const colorNames = [
  "background",
  "text",
  "muted",
  "card",
  "border",
  "accent",
  "focus",
  "edge",
  "positive",
  "negative",
  "zero",
  "mixed",
  "nonFinite",
  "match",
] as const;

export type ColorName = (typeof colorNames)[number];

/** Follows VS Code's theme: it changes the class of the body and the variables on the root element. */
export function watchTheme(): ReadonlySignal<Theme> {
  const theme = signal(readTheme());
  const observer = new MutationObserver(() => (theme.value = readTheme()));
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "style"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style"] });
  return theme;
}

function readTheme(): Theme {
  const probe = document.body.appendChild(document.createElement("span"));
  const colorOf = (name: ColorName): string => {
    probe.style.color = `var(--gl-${name})`;
    return getComputedStyle(probe).color;
  };
  const fontOf = (variable: string): string => {
    probe.style.fontFamily = `var(${variable})`;
    return getComputedStyle(probe).fontFamily;
  };
  const theme: Theme = {
    colors: Object.fromEntries(colorNames.map((name) => [name, colorOf(name)])) as Record<ColorName, string>,
    font: fontOf("--gl-font"),
    monospace: fontOf("--gl-monospace"),
    isHighContrast: /vscode-high-contrast/.test(document.body.className),
    reducesMotion:
      document.body.classList.contains("vscode-reduce-motion") ||
      matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
  probe.remove();
  return theme;
}
