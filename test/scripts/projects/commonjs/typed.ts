export const typed: string = __filename.slice(-8);
