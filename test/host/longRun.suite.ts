// Measures a run of 100,000 passes with view and graph open: `npm run bench:host`. It prints figures and asserts none.
import { appendFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import * as vscode from "vscode";
import { measureFrames, passFrames, type Frames } from "./frameMeter.js";
import { startProfiler } from "./profiler.js";
import { runnerMemory } from "./runnerMemory.js";
import { outputText, showGradients, showGraph, tidyUp, waitForOutput, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const script = (passes: string): string => `import * as torch from "gradlens";
const { nn, optim } = torch;
torch.manual_seed(0);
const x = torch.randn(8, 4);
const y = x.sum(1, true).sin();
const model = new nn.Sequential(new nn.Linear(4, 8), new nn.Tanh(), new nn.Linear(8, 1));
const criterion = new nn.MSELoss();
const optimizer = new optim.SGD(model.parameters(), { lr: 0.01 });
for (let step = 0; step < ${passes}; step++) {
  const loss = criterion(model(x), y);
  optimizer.zero_grad();
  loss.backward();
  optimizer.step();
  if (step % 1000 === 0) console.log(step, loss.item());
}
`;

describe("A long run", function () {
  this.timeout(600_000);
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const print = (line: string): void => appendFileSync(process.env["GRADLENS_REPORT"]!, `      ${line}\n`);
  const printFrames = (what: string, { count, medianMs, p95Ms, maxMs, slow }: Frames): void => {
    const times = [medianMs, p95Ms, maxMs].map((ms) => ms.toFixed(1)).join(" / ");
    print(`${what}: ${count} frames, median / 95 % / max ${times} ms, ${slow.length} of more than 50 ms`);
  };

  it("of 100,000 passes", async () => {
    const { page } = workbench;
    const session = await page.context().newCDPSession(page);
    const heap = async (): Promise<string> => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return `${(usedSize / 2 ** 20).toFixed(0)} MB`;
    };
    const hostMemory = (): string => `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`;

    await workbench.openFile(writeScript("longRun.ts", script("100_000")));
    const view = await showGradients(workbench);
    print(`before: heap of the window ${await heap()}, extension host ${hostMemory()}`);
    const endIdle = await measureFrames(view);
    await passFrames(view, 300);
    printFrames("nothing runs, view open", await endIdle());

    await workbench.palette("GradLens: Run File");
    await view.locator("[role=slider]").waitFor();
    const graph = await showGraph(workbench);
    const early = `heap of the window ${await heap()}, extension host ${hostMemory()}`;
    print(`early: ${early}, runner ${runnerMemory().toFixed(0)} MB`);
    const began = performance.now();
    const profiler = await startProfiler(session);
    const endOfView = await measureFrames(view);
    const endOfGraph = await measureFrames(graph);
    let most = 0;
    const sampling = setInterval(() => (most = Math.max(most, runnerMemory())), 500);
    await page.locator(".statusbar-item", { hasText: "100000 passes" }).waitFor({ timeout: 500_000 });
    clearInterval(sampling);
    const [ofView, ofGraph] = [await endOfView(), await endOfGraph()];
    print(`${((performance.now() - began) / 1000).toFixed(1)} s; ${outputText().split("\n").at(-2)}`);
    print(`the machine: ${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)}`);
    printFrames("while it runs, view", ofView);
    printFrames("while it runs, graph", ofGraph);
    const runner = `runner ${runnerMemory().toFixed(0)} MB, at most ${most.toFixed(0)} MB`;
    print(`after: heap of the window ${await heap()}, extension host ${hostMemory()}, ${runner}`);
    for (const line of await profiler.stop(ofView.slow)) print(line);
    await workbench.screenshot("longRun");
  });

  it("that is stopped", async () => {
    await workbench.openFile(writeScript("endless.ts", script("Infinity")));
    await showGradients(workbench);
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /20000 /);
    const began = performance.now();
    await vscode.commands.executeCommand("gradlens.stop");
    await waitForOutput(workbench, /\[Stopped after/);
    print(`stopped and told so after ${(performance.now() - began).toFixed(0)} ms`);
  });
});
