export const fromJs = "TypeScript, not the JavaScript beside it";
