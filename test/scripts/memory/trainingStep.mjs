// Text 001's training step, a million times: prints the bytes in use after each hundred thousand. Wants --expose-gc, and the
// engine's file as its argument.
const torch = await import(process.argv[2]);

const x_data = [1, 2, 3];
const y_data = [2, 4, 6];
const w = torch.tensor([1], { requires_grad: true });

for (let step = 1; step <= 1_000_000; step++) {
  const i = step % 3;
  const y_pred = torch.mul(x_data[i], w);
  const loss = y_pred.sub(y_data[i]).pow(2);
  loss.backward();
  w.data = w.data.sub(0.01 * w.grad.item());
  w.grad.data.zero_();
  if (step % 100_000 === 0) {
    globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    console.log(heapUsed + arrayBuffers);
  }
}
