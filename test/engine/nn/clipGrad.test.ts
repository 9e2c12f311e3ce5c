import assert from "node:assert/strict";
import { dtypes, type DTypeName } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { checkMistakes, wrong, x } from "../support/checkMistakes.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, tensorOf, type Numbers, type WrittenTensor } from "../support/trainingRuns.js";

const { utils } = torch.nn;

interface Clip {
  readonly fn: "clip_grad_norm_" | "clip_grad_value_";
  readonly dtype: DTypeName;
  readonly max_norm?: number;
  readonly norm_type?: Numbers;
  readonly clip_value?: number;
  readonly grads_before: readonly (WrittenTensor | null)[];
  readonly grads_after: readonly (WrittenTensor | null)[];
  readonly total_norm?: Numbers;
}

const { clips } = readOracle<{ clips: readonly Clip[] }>("training/clip_grad.json");

describe("gradients are clipped as PyTorch's are", () => {
  for (const clip of clips) {
    const { fn, dtype, max_norm, norm_type, clip_value } = clip;
    const title = `${fn} ${JSON.stringify({ max_norm, norm_type, clip_value, dtype, total: clip.total_norm })}`;
    it(title, () => {
      const tolerance = dtype === "float64" ? 1e-12 : 1e-6;
      const parameters = clip.grads_before.map((gradient) => {
        const parameter = torch.zeros(gradient?.shape ?? [1], { dtype: dtypes[dtype], requires_grad: true });
        if (gradient !== null) parameter.grad = tensorOf(gradient);
        return parameter;
      });
      if (fn === "clip_grad_norm_") {
        const total = utils.clip_grad_norm_(parameters, max_norm!, { norm_type: Number(norm_type) });
        checkClose([total.item()], numbersOf(clip.total_norm!), tolerance);
        assert.equal(total.dtype, dtypes[dtype]);
      } else {
        utils.clip_grad_value_(parameters, clip_value!);
      }
      clip.grads_after.forEach((expected, i) => {
        const gradient = parameters[i]!.grad;
        if (expected === null) assert.equal(gradient, null);
        else checkClose(elements(gradient!), numbersOf(expected.data), tolerance);
      });
    });
  }

  it("takes its options by name, and the norm's order as text", () => {
    const parameter = x();
    parameter.grad = torch.tensor([3, -4, 0]);
    const total = utils.clip_grad_norm_([parameter], 2, { norm_type: "inf", foreach: true });
    checkClose([total.item(), ...elements(parameter.grad)], [4, 1.5, -2, 0], 1e-6);
  });

  it("sums up gradients of different dtypes in the wider one", () => {
    const total = utils.get_total_norm([torch.ones(2, 2), torch.ones(2, { dtype: torch.float64 })]);
    assert.deepEqual([total.dtype, total.item()], [torch.float64, Math.sqrt(6)]);
  });
});

checkMistakes("clipping", [
  {
    does: "a number for parameters",
    name: "TypeError",
    message: "'int' object is not iterable",
    code: () => utils.clip_grad_norm_(wrong(3), 1),
  },
  {
    does: "text for a bound",
    name: "TypeError",
    message: "clip_grad_value_(): argument 'clip_value' must be float, not string",
    code: () => utils.clip_grad_value_([x()], wrong("a")),
  },
  {
    does: "an infinite norm, if asked to",
    message: /^The total norm of order inf for gradients from `parameters` is non-finite, so it cannot be clipped\. /,
    code: () => utils.get_total_norm([torch.tensor([NaN])], Infinity, true),
  },
  {
    does: "an array for a vector of parameters",
    name: "TypeError",
    message: /^expected torch\.Tensor, but got: /,
    code: () => utils.vector_to_parameters(wrong([1]), [x()]),
  },
  {
    does: "a vector that is too short",
    message: "shape '[3]' is invalid for input of size 2",
    code: () => utils.vector_to_parameters(torch.ones(2), [x()]),
  },
]);
