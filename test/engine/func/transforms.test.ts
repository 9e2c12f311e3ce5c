import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { transformCalls } from "./transformCalls.js";

describe("the transforms of functions, as PyTorch has them:", () => {
  answersAsPyTorch("transforms", transformCalls);
});
