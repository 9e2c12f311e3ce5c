/** The ratio of a circle's circumference to its diameter. https://docs.pytorch.org/docs/stable/torch.html */
export const pi: number = Math.PI;

/** Euler's number. https://docs.pytorch.org/docs/stable/torch.html */
export const e: number = Math.E;

/** Infinity. https://docs.pytorch.org/docs/stable/torch.html */
export const inf: number = Infinity;

/** Not a number. https://docs.pytorch.org/docs/stable/torch.html */
export const nan: number = NaN;

/** An index that makes a dimension of size 1. https://docs.pytorch.org/docs/stable/torch.html */
export const newaxis = null;
