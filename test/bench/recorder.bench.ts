import { transformSync } from "esbuild";
import * as torch from "../../src/engine/index.js";
import { setObserver } from "../../src/engine/observer.js";
import { instrument } from "../../src/runner/instrument/instrument.js";
import { Recorder } from "../../src/worker/recorder.js";
import { scriptGlobal } from "../../src/worker/scriptGlobal.js";
import { TopologyTable } from "../../src/worker/topologies.js";

// What recording costs: a training step some times on the engine alone and as often instrumented and recorded, in turns.
const rounds = 5;

// The step of examples/zeroToAll.ts.
measure(
  "one number",
  100_000,
  (passes) => `
const w = torch.tensor([1.0], { requires_grad: true });
function forward(x: number) {
  return torch.mul(x, w);
}
function loss(y_pred: torch.Tensor, y_val: number) {
  return y_pred.sub(y_val).pow(2);
}
for (let i = 0; i < ${String(passes)}; i++) {
  const y_pred = forward(1 + (i % 3));
  const l = loss(y_pred, 2 + 2 * (i % 3));
  l.backward();
  w.data = w.data.sub(0.01 * w.grad!.item());
  w.grad!.data.zero_();
}`,
);

// Tensors of which a pass keeps statistics and a histogram.
measure(
  "layers of 64 × 64",
  60,
  (passes) => `
const { Linear, Tanh, Sequential } = torch.nn;
torch.manual_seed(0);
const model = new Sequential(new Linear(64, 64), new Tanh(), new Linear(64, 64), new Tanh(), new Linear(64, 1));
const optimizer = new torch.optim.SGD(model.parameters(), { lr: 0.01 });
const x = torch.randn(64, 64);
const y = torch.randn(64, 1);
for (let i = 0; i < ${String(passes)}; i++) {
  const loss = model(x).sub(y).pow(2).mean();
  optimizer.zero_grad();
  loss.backward();
  optimizer.step();
}`,
);

function measure(name: string, passes: number, scriptOf: (passes: number) => string): void {
  const script = scriptOf(passes);
  const options = { file: "step.ts", language: "ts", legacyDecorators: false, firstId: 1 } as const;
  const { code, global } = instrument(script, options);
  const topologies = new TopologyTable(() => undefined);
  let bytes = 0;
  const recorder = new Recorder({
    topologies,
    writePass: (pass) => (bytes += pass.length),
    nodeDone: () => undefined,
  });
  const alone = compile(script, "unused");
  const recorded = compile(code, global);
  const time = (run: Script): number => {
    const began = performance.now();
    run(torch, scriptGlobal(topologies));
    return performance.now() - began;
  };
  const microseconds = (ms: number): string => `${((ms * 1_000) / passes).toFixed(2)} µs`;
  const ratios: number[] = [];
  console.log(`${name}:`);
  for (let round = -1; round < rounds; round++) {
    setObserver(null);
    const aloneMs = time(alone);
    setObserver(recorder);
    const recordedMs = time(recorded);
    setObserver(null);
    if (round < 0) continue;
    ratios.push(recordedMs / aloneMs);
    console.log(`alone ${microseconds(aloneMs)} recorded ${microseconds(recordedMs)} a pass`);
  }
  console.log(`recorded / alone: ${ratios.toSorted((a, b) => a - b)[rounds >> 1]!.toFixed(2)} (median)`);
  console.log(`${String(bytes / passes / (rounds + 1))} bytes a pass`);
}

type Script = (engine: typeof torch, global: ReturnType<typeof scriptGlobal>) => void;

function compile(source: string, global: string): Script {
  return new Function("torch", global, transformSync(source, { loader: "ts" }).code) as Script;
}
