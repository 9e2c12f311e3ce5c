import * as torch from "../../../../src/engine/index.js";
import { err, flags, gradFnName, plain, scenario } from "../../support/scenario.js";

const leaf = (...sizes: number[]): torch.Tensor => torch.ones(sizes, { requires_grad: true });
const h = (n = 4): torch.Tensor => torch.arange(n, { dtype: torch.float32 }).requires_grad_().mul(1);

describe("views, as PyTorch's scenarios have them:", () => {
  scenario(
    "views_and_in_place_errors",
    () => ({
      "base changed after chunk, then the view used": err(() => {
        const b = h();
        const [a] = b.chunk(2);
        b.mul_(2);
        return [
          gradFnName(a!),
          a,
          err(() => {
            a!.sum().backward();
          }),
        ];
      }),
      "base changed after unbind": err(() => {
        const b = h();
        const [u] = b.unbind();
        b.add_(1);
        return gradFnName(u!);
      }),
      "view made in no_grad, base changed": err(() => {
        const b = h();
        const v = torch.no_grad(() => b.index(":2"));
        b.mul_(2);
        return gradFnName(v);
      }),
      "view of a leaf": err(() => {
        leaf(2).index(":1").mul_(2);
      }),
      "view of a leaf, changed in no_grad": err(() => {
        const l = leaf(2);
        const v = l.index(":1");
        torch.no_grad(() => v.mul_(2));
        return [l, flags(v), l._version];
      }),
      "views of views": err(() => {
        const x = leaf(4);
        const b = x.mul(1);
        const v = b.index(":2");
        const w = v.index(":1");
        w.mul_(5);
        b.index_put_([3], 0);
        v.add_(1);
        b.backward(torch.tensor([1, 10, 100, 1000]));
        return [b, v, w, [b, v, w].map(gradFnName), x.grad];
      }),
      "detach() shares memory and the version": err(() => {
        const b = h();
        const v = b.detach();
        const y = b.mul(b);
        v.add_(1);
        return [
          plain(b),
          err(() => {
            y.sum().backward();
          }),
        ];
      }),
      "diagonal().mul_": err(() => {
        const x = leaf(2, 2);
        const b = x.mul(1);
        b.diagonal().mul_(3);
        b.sum().backward();
        return [gradFnName(b), x.grad];
      }),
      "t()[0].zero_()": err(() => {
        const x = leaf(2, 2);
        const b = x.mul(1);
        b.t().index(0).zero_();
        b.sum().backward();
        return [b, x.grad];
      }),
      "mask assignment": err(() => {
        const x = leaf(3);
        const b = x.mul(1);
        b.index_put_([torch.tensor([true, false, true])], 0);
        b.sum().backward();
        return [gradFnName(b), x.grad];
      }),
      "index assignment with duplicates": err(() => {
        const x = leaf(3);
        const b = torch.zeros(3);
        b.index_put_([[0, 0, 2]], x);
        b.sum().backward();
        return [gradFnName(b), x.grad];
      }),
      "expand then write": err(() => torch.zeros(1, { requires_grad: true }).mul(1).expand(3).mul_(2)),
    }),
    { apart: { "unsafe chunk is no view": "there is no torch.unsafe_chunk" } },
  );
});
