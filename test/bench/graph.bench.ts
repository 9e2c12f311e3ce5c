import { createGraph } from "../../webview/graph/graph.js";
import { layout } from "../../webview/graph/layout/layout.js";
import { linesOf } from "../../webview/graph/draw/lines.js";
import { openBoxes, openByDefault, type OpenModules } from "../../webview/graph/modules/openModules.js";
import { createScene } from "../../webview/graph/scene.js";
import { computed, input, leaf } from "../webview/fixtures/recordedRun.js";
import { line, random, unrolled } from "../webview/layout/graphs.js";

// How long graphs take to be laid out: networks with modules from topology to lines, and the layout alone.
const rounds = 7;

for (const count of [1_000, 10_000, 50_000]) {
  const graph = createGraph({ id: 0, nodes: network(count) }, () => false);
  report(`${count} nodes, modules`, () => createGraph({ id: 0, nodes: graph.nodes }, () => false));
  for (const most of ["open", "closed"] as const) {
    const open = openBoxes(graph.tree, { ...openByDefault, most } satisfies OpenModules);
    report(`${count} nodes, ${most}`, () => linesOf(createScene(graph, open, (text) => 7 * text.length)));
  }
  const [cells, any] = [unrolled(count / 4), random(count, 40, 3)];
  report(`${count} nodes, one level, RNN`, () => layout(cells));
  report(`${count} nodes, one level, random`, () => layout(any));
}
const deep = line(15_000);
report("15,000 layers", () => layout(deep));

/** Blocks of two layers, each a weight and a bias, what multiplies with them, and an activation; with a residual. */
function network(count: number) {
  const nodes = [input(0, "x", [64, 128])];
  for (let block = 0; nodes.length < count; block++) {
    const before = nodes.length - 1;
    for (const part of ["first", "second"]) {
      const [id, module] = [nodes.length, `blocks.${block}.${part}`];
      nodes.push(
        { ...leaf(id, `${module}.weight`, [128, 128]), module: null },
        { ...leaf(id + 1, `${module}.bias`, [128]), module: null },
        { ...computed(id + 2, "Addmm", [id + 1, id - 1, id], null, [64, 128]), module },
        { ...computed(id + 3, "Relu", [id + 2], null, [64, 128]), module: `blocks.${block}` },
      );
    }
    const id = nodes.length;
    nodes.push({ ...computed(id, "Add", [before, id - 1], null, [64, 128]), module: `blocks.${block}` });
  }
  return nodes;
}

function report(name: string, task: () => unknown): void {
  const times = Array.from({ length: rounds }, () => {
    const began = cpu();
    task();
    return cpu() - began;
  });
  const [first] = times;
  const median = times.toSorted((a, b) => a - b)[rounds >> 1]!;
  console.log(
    `${name.padEnd(36)} ${first!.toFixed(1).padStart(8)} ${median.toFixed(1).padStart(8)} ms   (first median)`,
  );
}

/** Of this process alone: what else runs on the machine does not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
