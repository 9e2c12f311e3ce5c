import * as torch from "../../../../src/engine/index.js";
import { err, gradFnName, plain, scenario, warns } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

type Tensor = torch.Tensor;

describe("checkpoints, as PyTorch's scenarios have them:", () => {
  scenario("checkpoint_variants", () => {
    const { checkpoint: ck, checkpoint_sequential, set_checkpoint_early_stop } = torch.utils.checkpoint;
    const [reentrant, otherwise] = [{ use_reentrant: true }, { use_reentrant: false }];
    const r: Record<string, unknown> = {};
    const x = leaf(0.5, 1.5);
    const n: number[] = [];
    const f = (t: Tensor): Tensor => {
      n.push(1);
      const h = t.mul(t);
      n.push(2);
      const y = h.sin();
      n.push(3);
      return y.add(1);
    };
    const emptied = (): void => {
      n.length = 0;
      x.grad = null;
    };
    r["without use_reentrant"] = warns(() => err(() => ck(f, x)));
    emptied();
    ck(f, x, otherwise).sum().backward();
    r["use_reentrant=False: parts run, early stop"] = [...n];
    r["grad"] = plain(x.grad);
    emptied();
    set_checkpoint_early_stop(false, () => {
      ck(f, x, otherwise).sum().backward();
      r["without early stop"] = [...n];
    });
    emptied();
    {
      const y = ck(f, x, reentrant);
      y.sum().backward();
      r["use_reentrant=True"] = [[...n], plain(x.grad), gradFnName(y)];
    }
    r["reentrant with autograd.grad"] = err(() => torch.autograd.grad(ck(f, x, reentrant).sum(), x));
    {
      const [y, warnings] = warns(() => ck(f, torch.ones(2), reentrant));
      r["reentrant without inputs that require grad"] = [y.requires_grad, warnings];
    }
    let calls = 0;
    const inTurns = (first: (h: Tensor) => Tensor, later: (h: Tensor, t: Tensor) => Tensor) => {
      calls = 0;
      return (t: Tensor): Tensor => {
        const h = t.mul(2);
        return (++calls === 1 ? first(h) : later(h, t)).sum();
      };
    };
    const backwardOf = (g: (t: Tensor) => Tensor): unknown =>
      err(() => {
        ck(g, x, otherwise).backward();
      });
    const square = (h: Tensor): Tensor => h.mul(h);
    r["other ops in the recomputation, as many saved tensors of the same shapes"] = backwardOf(
      inTurns(square, (h) => h.sin().cos()),
    );
    r["fewer saved tensors in the recomputation"] = backwardOf(inTurns(square, (h) => h.add(1)));
    r["different shapes in the recomputation"] = backwardOf(
      inTurns(square, (_, t) => square(torch.cat([t, t]).mul(2))),
    );
    {
      const y = ck(f, x, otherwise);
      y.sum().backward();
      r["second backward"] = err(() => {
        y.sum().backward();
      });
    }
    {
      const y = ck(f, x, otherwise);
      y.sum().backward({ retain_graph: true });
      r["second backward with retain_graph"] = err(() => {
        y.sum().backward();
      });
    }
    const m = new torch.nn.Sequential(new torch.nn.Tanh(), new torch.nn.Sigmoid(), new torch.nn.Tanh());
    x.grad = null;
    checkpoint_sequential(m, 2, x, otherwise).sum().backward();
    r["checkpoint_sequential"] = plain(x.grad);
    r["plain"] = torch.autograd.grad((m(x) as Tensor).sum(), x)[0];
    x.grad = null;
    torch.manual_seed(3);
    const y = ck((t: Tensor) => torch.nn.functional.dropout(t, 0.5), x, otherwise);
    y.sum().backward();
    r["dropout mask is drawn again the same"] = String(y.tolist()) === String(x.grad!.mul(x).tolist());
    const z = torch.tensor([0.3], { requires_grad: true });
    const cubed = ck((t: Tensor) => t.pow(3), z, otherwise);
    const [g1] = torch.autograd.grad(cubed.sum(), z, { create_graph: true });
    r["double backward"] = torch.autograd.grad(g1!.sum(), z)[0];
    return r;
  });
});
