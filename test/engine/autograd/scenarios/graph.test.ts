import assert from "node:assert/strict";
import * as torch from "../../../../src/engine/index.js";
import { err, plain, scenario } from "../../support/scenario.js";
import { leaf, scalar } from "../../support/tensors.js";

type Node = torch.autograd.graph.Node;

const F = torch.nn.functional;
const { get_gradient_edge } = torch.autograd.graph;

interface Tree {
  readonly name: string;
  readonly type: string;
  readonly next: readonly (readonly [Tree | null, number])[];
  readonly variable?: unknown;
}

function tree(node: Node): Tree {
  return {
    name: node.name(),
    type: node.constructor.name,
    next: node.next_functions.map(([next, output]) => [next === null ? null : tree(next), output] as const),
    ...(node.variable === undefined ? {} : { variable: plain(node.variable) }),
  };
}

function savedOf(node: Node): readonly string[] {
  const names: string[] = [];
  for (const name in node) if (name.startsWith("_saved_")) names.push(name);
  return names.sort();
}

describe("the graph, as PyTorch's scenarios have it:", () => {
  scenario("next_functions_structure", () => {
    const [w, x, b] = [scalar(2), torch.tensor(3), scalar(1)];
    const y = w.mul(x).add(b).pow(2);
    const weight = torch.ones(1, 2, { requires_grad: true });
    const bias = torch.zeros(1, { requires_grad: true });
    const l = F.mse_loss(F.linear(torch.ones(1, 2), weight, bias), torch.zeros(1, 1));
    const [a, c] = torch.ones(4, { requires_grad: true }).chunk(2);
    return {
      "(w*x+b)**2": tree(y.grad_fn!),
      "mse(linear)": tree(l.grad_fn!),
      "chunk output numbers": tree(c!.mul(a!).grad_fn!),
      "x.grad_fn of leaf": w.grad_fn,
    };
  });

  scenario("saved_tensors_attributes", () => {
    const x = leaf(2, 3);
    const [y, z, e, m] = [x.mul(4), x.pow(3), x.exp(), x.mul(x)];
    const r = {
      "mul _saved_other": plain(y.grad_fn!["_saved_other"]),
      "pow _saved_self": plain(z.grad_fn!["_saved_self"]),
      "pow _saved_exponent": z.grad_fn!["_saved_exponent"],
      "exp _saved_result": plain(e.grad_fn!["_saved_result"]),
      "mul attrs": savedOf(y.grad_fn!),
      "mul tensor attrs": savedOf(m.grad_fn!),
    };
    z.sum().backward();
    return { ...r, "after backward": err(() => z.grad_fn!["_saved_self"]) };
  });

  it("a saved operand is the operand, a saved result another tensor at its place", () => {
    const x = leaf(2, 3);
    const y = x.exp();
    const result = y.grad_fn!["_saved_result"] as torch.Tensor;
    assert.equal(x.mul(y).grad_fn!["_saved_self"], x);
    assert.notEqual(result, y);
    assert.deepEqual([torch.equal(result, y), result.grad_fn], [true, y.grad_fn]);
  });

  scenario("only_needed_operand_is_saved", () => {
    const y = leaf(2).mul(torch.tensor([5]));
    return {
      _saved_self: y.grad_fn!["_saved_self"],
      _saved_other: y.grad_fn!["_saved_other"],
      next: y.grad_fn!.next_functions.map(([node]) => node && node.constructor.name),
    };
  });

  scenario("gradient_edges", () => {
    const r: Record<string, unknown> = {};
    const x = leaf(2);
    const h = x.mul(3);
    const e = get_gradient_edge(h);
    const l = h.mul(h).sum();
    const kept = { retain_graph: true };
    r["edge"] = [e.node.name(), e.output_nr];
    r["grad with an edge as input"] = torch.autograd.grad(l, e, kept)[0];
    r["grad of a leaf's edge"] = torch.autograd.grad(l, get_gradient_edge(x), kept)[0];
    r["leaf edge"] = get_gradient_edge(x).node.name();
    const tenfold = { grad_outputs: torch.tensor(10), ...kept };
    r["edge as output"] = torch.autograd.grad(get_gradient_edge(l), x, tenfold)[0];
    r["edge as root of backward"] = err(() => {
      torch.autograd.backward(get_gradient_edge(l), torch.tensor(2), kept);
      return x.grad;
    });
    r["edge as output without gradient"] = err(() => torch.autograd.grad(get_gradient_edge(l), x)[0]);
    r["of a tensor without a graph"] = err(() => get_gradient_edge(torch.ones(1)));
    const [a, b] = leaf(1, 2).chunk(2);
    r["output numbers of chunk"] = [get_gradient_edge(a!).output_nr, get_gradient_edge(b!).output_nr];
    return r;
  });
});
