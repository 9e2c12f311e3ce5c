import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { topologyLimits } from "../../src/protocol/topologyLimits.js";
import type { ScriptGlobal } from "../../src/worker/scriptGlobal.js";
import { recordHere } from "./recordHere.js";

function weight(): torch.Tensor {
  return torch.tensor([1, 2], { requires_grad: true });
}

/** Scripts with two passes or more, and the topology of each. */
const rows: [string, (g: ScriptGlobal) => void, number[]][] = [
  [
    "are shared by passes of the same ops at the same sites on other tensors",
    () => {
      for (let i = 0; i < 3; i++) weight().mul(i).sum().backward();
    },
    [0, 0, 0],
  ],
  [
    "are not shared by passes at other sites",
    ({ p }) => {
      const w = weight();
      for (const site of [1, 2, 1]) w.mul(p(site, 3)).sum().backward();
    },
    [0, 1, 0],
  ],
  [
    "are not shared by passes on other shapes",
    () => {
      for (const size of [2, 3, 2]) torch.ones([size], { requires_grad: true }).sum().backward();
    },
    [0, 1, 0],
  ],
  [
    "are not shared by passes on other dtypes",
    () => {
      for (const dtype of [torch.float32, torch.float64])
        torch.ones([2], { requires_grad: true, dtype }).sum().backward();
    },
    [0, 1],
  ],
  [
    "are not shared by passes through ops with other attributes",
    () => {
      for (const dim of [0, 1, 0]) torch.ones([2, 2], { requires_grad: true }).sum(dim).sum().backward();
    },
    [0, 1, 0],
  ],
  [
    "are shared by passes with other numbers where a tensor can stand, NaN among them",
    () => {
      for (const x of [1, NaN, NaN, Infinity]) weight().mul(x).sum().backward();
    },
    [0, 0, 0, 0],
  ],
  [
    "are not shared by leaves of different names that were made at the same site",
    ({ n, p }) => {
      const make = (): torch.Tensor => torch.tensor(1, ...p(3, [{ requires_grad: true }] as const));
      const [a, b] = [n(10, make()), n(11, make())];
      for (const leaf of [a, b, a]) leaf.mul(2).backward();
    },
    [0, 1, 0],
  ],
  [
    "are shared by a leaf under its second name",
    ({ n }) => {
      const w = n(10, weight());
      w.sum().backward();
      n(11, w).sum().backward();
    },
    [0, 0],
  ],
  [
    "are shared by a graph before and after it was freed, if all its nodes are still there",
    () => {
      const sum = weight().add(1).sum();
      sum.backward();
      sum.backward();
    },
    [0, 0],
  ],
];

describe("topologies", () => {
  for (const [what, script, expected] of rows) {
    it(what, () => {
      const { passes } = recordHere(script);
      assert.deepEqual(
        passes.map(({ topology }) => topology),
        expected,
      );
    });
  }

  it("have ids that are unique in the run and consecutive, inputs before their users", () => {
    const { topologies } = recordHere(() => {
      weight().mul(2).sum().backward();
      weight().sum().backward();
    });
    assert.deepEqual(
      topologies.map(({ nodes }) => nodes.map(({ id, inputs }) => [id, ...inputs])),
      [
        [[1], [2, 1], [3, 2]],
        [[4], [5, 4]],
      ],
    );
  });

  it("are written once more when they come again after more than the recorder remembers", () => {
    const most = topologyLimits.recorder.topologies;
    const { passes, topologies } = recordHere(({ p }) => {
      const w = weight();
      for (let site = 0; site <= most; site++) w.sum(...p(site, [])).backward();
      w.sum(...p(0, [])).backward();
      w.sum(...p(0, [])).backward();
    });
    assert.deepEqual(
      [passes.length, topologies.length, ...passes.slice(-2).map(({ topology }) => topology)],
      [most + 3, most + 2, most + 1, most + 1],
    );
  });
});

describe("names", () => {
  it("that are there before backward stand in the topology, in their order", () => {
    const { topologies, bound } = recordHere(({ n }) => {
      const w = n(1, weight());
      n(3, n(2, w.mul(2)).sum()).backward();
    });
    assert.deepEqual([topologies[0]!.nodes.map(({ bindings }) => bindings), bound], [[[1], [2], [3]], []]);
  });

  it("that come after backward are told by themselves, each once", () => {
    const { topologies, bound } = recordHere(({ n }) => {
      for (let i = 0; i < 3; i++) {
        const w = weight();
        const loss = w.sum();
        loss.backward();
        n(7, w);
        n(8, loss);
        n(9, w);
      }
    });
    assert.equal(topologies.length, 1);
    assert.deepEqual(
      bound.map(({ node, binding }) => [node, binding]),
      [
        [1, 7],
        [2, 8],
        [1, 9],
      ],
    );
  });

  it("of several tensors are told with the one that had it last, and when that changes", () => {
    const { bound } = recordHere(({ n }) => {
      const [a, b] = [n(1, weight()), n(2, weight())];
      for (let i = 0; i < 4; i++) {
        for (const each of [b, a]) n(3, each);
        n(4, i < 2 ? a : b);
        a.mul(b).sum().backward();
      }
    });
    assert.deepEqual(
      bound.map(({ node, binding, holds }) => [node, binding, holds]),
      [
        [1, 3, true],
        [2, 4, false],
        [null, 4, true],
      ],
    );
  });

  it("of one tensor are bounded", () => {
    const { topologies } = recordHere(({ n }) => {
      const w = weight();
      for (let binding = 0; binding < 5_000; binding++) n(binding, w);
      w.sum().backward();
    });
    assert.equal(topologies[0]!.nodes[0]!.bindings.length, 32);
  });

  it("of what is no tensor are not looked at", () => {
    const trap = new Proxy({}, { get: () => assert.fail("was looked at") });
    recordHere(({ n }) => assert.equal(n(1, trap), trap));
  });
});
