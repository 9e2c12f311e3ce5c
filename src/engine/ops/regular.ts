/**
 * The families of regular functions: each is a function of the script, a method of its tensors and, if it is an op, an
 * entry of the table.
 */
export * from "./trigonometry.js";
export * from "./hyperbolic.js";
