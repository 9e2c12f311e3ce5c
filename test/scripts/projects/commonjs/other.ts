export const value: string = typeof module;
