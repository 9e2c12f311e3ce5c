/**
 * `torch.nn`: what networks are made of.
 * https://docs.pytorch.org/docs/stable/nn.html
 */
export { Module } from "./module.js";
export { Parameter } from "./parameter.js";
