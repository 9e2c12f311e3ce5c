export const extensionless: string = ["extension", "less"].join("");
export const state = {};
