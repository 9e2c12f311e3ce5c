export const up = "up";
