import assert from "node:assert/strict";
import { inspect } from "node:util";
import { dtypes, type DTypeName } from "../../src/engine/dtype.js";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";

/** What PyTorch prints for tensors of all kinds. */
interface Form {
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  /** Repeated until the shape is full. */
  readonly data: readonly (number | boolean | string)[];
  /** What is printed instead of the tensor as it was made. */
  readonly of?: "rg" | "grad" | "view" | "param";
  readonly options?: torch.PrintOptions;
  readonly repr: string;
}

const forms = readOracle<readonly Form[]>("answers/reprs.json");

function made({ dtype, shape, data, of }: Form): torch.Tensor {
  const count = shape.reduce((total, size) => total * size, 1);
  const values = Array.from({ length: count }, (_, i) => {
    const value = data[i % data.length]!;
    return typeof value === "boolean" ? value : Number(value);
  });
  const tensor = torch.tensor(values, { dtype: dtypes[dtype] }).reshape(shape).clone();
  switch (of) {
    case "rg":
      return tensor.requires_grad_();
    case "grad":
      return tensor.requires_grad_().mul(1);
    case "view":
      return tensor.ndim === 2 ? tensor.t() : tensor;
    case "param":
      return new torch.nn.Parameter(tensor);
    default:
      return tensor;
  }
}

describe("tensors of all dtypes, shapes and ranges of values are printed as by PyTorch", () => {
  afterEach(() => {
    torch.set_printoptions({ profile: "default" });
  });

  for (const { title, options, rows } of groups()) {
    it(`with ${title}`, () => {
      for (const form of rows) {
        torch.set_printoptions({ profile: "default" });
        torch.set_printoptions(options);
        assert.equal(inspect(made(form)), form.repr);
      }
    });
  }
});

/** The forms by the options in force. */
function groups() {
  const titles = [...new Set(forms.map(({ options }) => JSON.stringify(options ?? {})))];
  return titles.map((title) => ({
    title,
    options: JSON.parse(title) as torch.PrintOptions,
    rows: forms.filter(({ options }) => JSON.stringify(options ?? {}) === title),
  }));
}
