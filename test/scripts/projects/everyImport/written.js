export const fromJs = "JavaScript";
