import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { compositionCalls } from "./compositionCalls.js";

describe("maps and derivatives of each other, as PyTorch has them:", () => {
  answersAsPyTorch("compositions", compositionCalls);
});
