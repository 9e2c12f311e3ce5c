import { gradientLayoutCalls } from "./support/gradientLayoutCalls.js";
import { answersAsPyTorch } from "./support/recordedAnswers.js";

describe("gradients that are asked for lie in memory as PyTorch's do:", () => {
  answersAsPyTorch("gradientLayouts", gradientLayoutCalls);
});
