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

describe("objects without a form of their own are printed by their class alone:", () => {
  const { data } = torch.utils;
  const rows = new data.TensorDataset(torch.ones(3, 2));
  const optimizer = new torch.optim.SGD([torch.ones(1, { requires_grad: true })], { lr: 1 });
  class Halving extends torch.optim.lr_scheduler.LRScheduler {
    override get_lr(): number[] {
      return [0.5];
    }
  }
  const objects: Readonly<Record<string, object>> = {
    "torch.utils.data.dataset.TensorDataset": rows,
    "torch.utils.data.dataset.Subset": new data.Subset(rows, [0]),
    "torch.utils.data.dataset.ConcatDataset": new data.ConcatDataset([rows]),
    "torch.utils.data.dataloader.DataLoader": new data.DataLoader(rows),
    "torch.utils.data.sampler.RandomSampler": new data.RandomSampler(rows),
    "torch.optim.lr_scheduler.StepLR": new torch.optim.lr_scheduler.StepLR(optimizer, 1),
    "torch.optim.swa_utils.SWALR": new torch.optim.swa_utils.SWALR(optimizer, 1),
    "torch.utils.hooks.RemovableHandle": torch.ones(1, { requires_grad: true }).register_hook(() => undefined),
    Halving: new Halving(optimizer),
  };

  for (const [name, object] of Object.entries(objects)) {
    it(name, () => {
      assert.equal(inspect(object), `<${name} object>`);
      assert.equal(String(object), `<${name} object>`);
    });
  }
});

it("functions have the names that scripts know them by", () => {
  const { relu, softmax } = torch.nn.functional;
  const functions = {
    relu,
    softmax,
    matmul: torch.matmul,
    var: torch.var,
    no_grad: torch.no_grad,
    grad: torch.func.grad,
  };
  assert.deepEqual(
    Object.values(functions).map(({ name }) => name),
    Object.keys(functions),
  );
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
