import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { useCalls } from "./useCalls.js";

describe("what the transforms of functions are used for, as PyTorch has it:", () => {
  answersAsPyTorch("uses", useCalls);
});
