import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { setObserver, type Observer, type OpCall } from "../../src/engine/observer.js";
import { printedName } from "../../src/engine/autograd/node.js";
import { captureWarnings } from "./support/captureWarnings.js";
import { leaf, scalar } from "./support/tensors.js";

const number = (tensor: torch.Tensor | null): unknown => (tensor === null ? null : flat(tensor));

/** The numbers of a tensor, read so that the observer is not told of it. */
function flat(tensor: torch.Tensor): unknown {
  return tensor.numel() === 1 ? tensor.storage.read(tensor.offset) : `[${tensor.shape.join(",")}]`;
}

/** Writes down what it is told, a line for each event. */
class Log implements Observer {
  readonly lines: string[] = [];
  readonly calls: OpCall[] = [];
  private site = 7;

  opMade(call: OpCall): void {
    this.calls.push(call);
    this.lines.push(`made ${call.op} ${printedName(call.node!)}`);
  }

  opUntracked(call: OpCall): void {
    this.calls.push(call);
    this.lines.push(`untracked ${call.op}`);
  }

  beforeWrite(tensor: torch.Tensor): void {
    this.lines.push(`before write ${number(tensor)}`);
  }

  backwardBegan({ kind, roots, inputs, create_graph }: Parameters<Observer["backwardBegan"]>[0]): void {
    const wanted = inputs === null ? "leaves" : `${inputs.length} inputs`;
    this.lines.push(`${kind} began ${roots.length} roots, ${wanted}${create_graph ? ", create_graph" : ""}`);
  }

  nodeDone(node: Parameters<Observer["nodeDone"]>[0], gradients: readonly (torch.Tensor | null)[]): void {
    this.lines.push(`done ${printedName(node)} ${gradients.map(number).join()}`);
  }

  backwardEnded({ kind }: Parameters<Observer["backwardEnded"]>[0], failed: boolean): void {
    this.lines.push(`${kind} ${failed ? "failed" : "ended"}`);
  }

  enterModule(module: torch.nn.Module): void {
    this.lines.push(`enter ${module.constructor.name}`);
  }

  leaveModule(module: torch.nn.Module): void {
    this.lines.push(`leave ${module.constructor.name}`);
  }

  saveSite(): number {
    this.lines.push("save site");
    return this.site++;
  }

  restoreSite(site: number): void {
    this.lines.push(`restore site ${site}`);
  }
}

/** Runs a script under an observer. */
function observe(script: () => void): Log {
  const log = new Log();
  setObserver(log);
  try {
    script();
  } finally {
    setObserver(null);
  }
  return log;
}

function* endless(): Generator {
  for (;;) yield;
}

/** A script that ends with the error of its backward call. */
function failing(script: () => void): () => void {
  return () => {
    assert.throws(script);
  };
}

describe("the observer", () => {
  it("is told of ops, then of each node before its rule is applied, newest first, leaves as they are complete", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const { lines } = observe(() => {
      x.mul(y).pow(2).backward();
    });
    assert.deepEqual(lines, [
      "made mul MulBackward0",
      "made pow PowBackward0",
      "backward began 1 roots, leaves",
      "done PowBackward0 1",
      "done MulBackward0 12",
      "done AccumulateGrad 36",
      "done AccumulateGrad 24",
      "backward ended",
    ]);
  });

  it("sees a leaf's gradient before it is accumulated, and the write to the .grad there is", () => {
    const x = scalar(2);
    const { lines } = observe(() => {
      x.mul(5).backward();
      x.mul(3).backward();
    });
    assert.deepEqual(lines.slice(-4), [
      "done MulBackward0 1",
      "done AccumulateGrad 3",
      "before write 5",
      "backward ended",
    ]);
  });

  it("gets a call as data: op, attributes, numbers, inputs, outputs, node", () => {
    const x = torch.ones(2, 3, { requires_grad: true });
    const [call] = observe(() => x.sum({ dim: 0, keepdim: true })).calls as [OpCall];
    const { op, attributes, scalars, inputs, outputs, node } = call;
    assert.deepEqual({ op, attributes, scalars }, { op: "sum", attributes: { dims: [0], keepdim: true }, scalars: [] });
    assert.deepEqual([inputs.length, inputs[0] === x, outputs[0]!.shape], [1, true, [1, 3]]);
    assert.equal(node, outputs[0]!.grad_fn);
    assert.equal(node?.call, call);
  });

  it("gets the numbers that stood where a tensor can stand", () => {
    const x = scalar(2);
    const { calls } = observe(() => {
      for (const make of [
        () => x.mul(7),
        () => torch.mul(7, x),
        () => torch.sub(7, x),
        () => x.pow(3),
        () => torch.pow(3, x),
        () => torch.div(5, x),
      ])
        make();
    });
    assert.deepEqual(
      calls.map(({ op, scalars }) => [op, scalars]),
      [
        ["mul", [7]],
        ["mul", [7]],
        ["rsub", [7]],
        ["pow", [3]],
        ["rpow", [3]],
        ["reciprocal", []],
        ["mul", [5]],
      ],
    );
  });

  it("is told of ops that are not tracked, and of what leaves the graph", () => {
    const [x, constant] = [scalar(2), torch.tensor(3)];
    const { lines } = observe(() => {
      constant.mul(2);
      x.gt(1);
      x.detach();
      x.item();
      x.tolist();
      void x.data;
    });
    assert.deepEqual(
      lines,
      ["mul", "gt", "detach", "item", "tolist", "data"].map((op) => `untracked ${op}`),
    );
  });

  it("is told of tensors as the script makes them", () => {
    const { calls } = observe(() => {
      torch.tensor([1, 2]);
      torch.ones(2, { requires_grad: true });
      torch.zeros_like(torch.full([2], 3));
    });
    assert.deepEqual(
      calls.map(({ op, inputs, outputs }) => [op, inputs.length, outputs[0]!.shape]),
      ["tensor", "ones", "full", "zeros_like"].map((op) => [op, 0, [2]]),
    );
  });

  it("can restore the site after a no_grad callback, whose ops are untracked", () => {
    const x = scalar(2);
    const { lines } = observe(() => {
      torch.no_grad(() => x.mul(2));
    });
    assert.deepEqual(lines, ["save site", "untracked mul", "restore site 7"]);
  });

  it("is told of a write before the numbers change, whether in place or by .data =", () => {
    const [x, replacement] = [scalar(2), torch.tensor(9)];
    const { lines } = observe(() => {
      torch.no_grad(() => x.add_(1));
      x.data = replacement;
    });
    assert.deepEqual(lines, [
      "save site",
      "before write 2",
      "untracked add",
      "restore site 7",
      "before write 3",
      "untracked set_data",
    ]);
  });

  it("gets an in-place op as a call whose result is its first input", () => {
    const h = leaf(1, 2).mul(2);
    const [call] = observe(() => h.mul_(3)).calls as [OpCall];
    assert.deepEqual([call.op, call.attributes, call.scalars], ["mul", { inplace: true }, [3]]);
    assert.deepEqual([call.inputs[0] === h, call.outputs[0] === h, call.node === h.grad_fn], [true, true, true]);
  });

  it("is told only of ops that have a node of their own", () => {
    const [x, v] = [torch.ones(2, 3, { requires_grad: true }), torch.ones(2)];
    const { lines } = observe(() => {
      x.square();
      x.flatten();
      v.matmul(x);
      for (const row of x) void row;
    });
    assert.deepEqual(lines, [
      "made pow PowBackward0",
      "made view ViewBackward0",
      "untracked unsqueeze",
      "made mm MmBackward0",
      "made squeeze SqueezeBackward4",
      "made unbind UnbindBackward0",
    ]);
  });

  it("is not told of backward's arithmetic, unless that is recorded itself", () => {
    const x = scalar(2);
    const ops = (create_graph: boolean): readonly string[] =>
      observe(() => {
        torch.autograd.grad(x.pow(2), x, { create_graph });
      }).lines.filter((line) => /^(made|untracked)/.test(line));
    assert.deepEqual(ops(false), ["made pow PowBackward0"]);
    assert.deepEqual(ops(true), [
      "made pow PowBackward0",
      "made pow PowBackward0",
      "made mul MulBackward0",
      "made mul MulBackward0",
    ]);
  });

  it("sees torch.autograd.grad as a call of its own kind, with the leaves it asks for", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const { lines } = observe(() => torch.autograd.grad(x.mul(y), [x]));
    assert.deepEqual(lines, [
      "made mul MulBackward0",
      "grad began 1 roots, 1 inputs",
      "done MulBackward0 1",
      "done AccumulateGrad 3",
      "grad ended",
    ]);
    assert.equal(x.grad, null);
  });

  it("sees gradients after tensor hooks, and a hook's ops and backward calls nested in the outer call", () => {
    const [x, other] = [scalar(2), scalar(5)];
    const { lines } = observe(() => {
      const h = x.mul(3);
      h.register_hook((g) => {
        torch.enable_grad(() => other.exp()).backward();
        return g.mul(10);
      });
      h.backward();
    });
    assert.deepEqual(lines, [
      "made mul MulBackward0",
      "backward began 1 roots, leaves",
      "save site",
      "save site",
      "made exp ExpBackward0",
      "restore site 8",
      "backward began 1 roots, leaves",
      "done ExpBackward0 1",
      `done AccumulateGrad ${Math.fround(Math.exp(5))}`,
      "backward ended",
      "untracked mul",
      "restore site 7",
      "done MulBackward0 10",
      "done AccumulateGrad 30",
      "backward ended",
    ]);
  });

  it("is told once of the end of a call that threw in a rule or in a hook, and the site is restored", () => {
    const x = scalar(2);
    const freed = x.exp();
    freed.backward();
    assert.deepEqual(
      observe(
        failing(() => {
          freed.backward();
        }),
      ).lines,
      ["backward began 1 roots, leaves", "done ExpBackward0 1", "backward failed"],
    );
    // A script may throw anything.
    x.register_hook(() => void endless().throw(undefined));
    assert.deepEqual(
      observe(
        failing(() => {
          x.backward();
        }),
      ).lines,
      ["backward began 1 roots, leaves", "save site", "restore site 7", "backward failed"],
    );
  });

  it("is told that torch.autograd.grad failed that has no gradient for what it was asked for", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const ask = (options: { readonly allow_unused?: boolean; readonly materialize_grads?: boolean }) =>
      observe(() => {
        const call = () => torch.autograd.grad(x.mul(2), [y], options);
        if (Object.keys(options).length === 0) assert.throws(call, /not have been used in the graph/);
        else call();
      }).lines.filter((line) => line.startsWith("grad "));
    assert.deepEqual(ask({}), ["grad began 1 roots, 1 inputs", "grad failed"]);
    assert.deepEqual(ask({ allow_unused: true }), ["grad began 1 roots, 1 inputs", "grad ended"]);
    assert.deepEqual(ask({ materialize_grads: true }), ["grad began 1 roots, 1 inputs", "grad ended"]);
  });

  it("hears nothing of a call whose arguments are refused", () => {
    const vector = leaf(1, 2);
    assert.deepEqual(
      observe(
        failing(() => {
          vector.backward();
        }),
      ).lines,
      [],
    );
  });

  it("keeps no tensor of a graph that has been freed, and those of one that is retained", () => {
    const x = scalar(2);
    for (const retain_graph of [true, false]) {
      const { calls } = observe(() => {
        x.exp().backward({ retain_graph });
      });
      const { call } = calls[0]!.node!;
      const kept = retain_graph ? 1 : 0;
      assert.deepEqual([call?.op, call?.inputs.length, call?.outputs.length], ["exp", kept, kept]);
    }
  });

  it("is not asked once it is detached", () => {
    const log = observe(() => undefined);
    scalar(2).mul(3).backward();
    assert.deepEqual(log.lines, []);
  });

  it("makes a warning appear once for each site", () => {
    const y = scalar(2).mul(3);
    const { warnings } = captureWarnings(() => {
      const sites = [1, 1, 2, 1];
      const log = new Log();
      log.saveSite = () => sites.shift()!;
      setObserver(log);
      for (let i = 0; i < 4; i++) void y.grad;
      setObserver(null);
    });
    assert.equal(warnings.length, 2);
  });
});
