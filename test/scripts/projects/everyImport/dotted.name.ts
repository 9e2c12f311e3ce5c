export const dotted = "dotted";
