import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { forwardCalls } from "./forwardCalls.js";

describe("forward mode, as PyTorch has it:", () => {
  answersAsPyTorch("forward", forwardCalls);
});
