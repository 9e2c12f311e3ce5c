export const based = "based";
