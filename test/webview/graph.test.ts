import assert from "node:assert/strict";
import { type Camera, fit, open, pan, reveal, zoom } from "../../webview/graph/camera.js";
import { gradientWidths } from "../../webview/graph/draw/gradientWidths.js";
import { cardTexts } from "../../webview/graph/cardText.js";
import { createGraph, type Graph, wayFromLoss } from "../../webview/graph/graph.js";
import { passNumbers } from "../../webview/graph/numbers.js";
import { createScene, type Scene } from "../../webview/graph/scene.js";
import { search } from "../../webview/graph/search.js";
import { type Direction, walk } from "../../webview/graph/walk.js";
import { chainRule, deepNetwork, hostile, smallMatrices, thinned } from "./fixtures/runs.js";
import type { RecordedRun } from "./fixtures/recordedRun.js";

const graphOf = ({ topologies }: RecordedRun): Graph => createGraph(topologies[0]!, () => false);
const sceneOf = (run: RecordedRun): Scene => createScene(graphOf(run), [], (text) => 7 * text.length);
const names = ({ nodes }: Graph, indices: Iterable<number>) => [...indices].map((i) => nodes[i]!.name);
const view = { width: 800, height: 600 };

describe("The graph's scene", () => {
  it("draws leaves, inputs and computed tensors each their way, with op, name, shape and place", () => {
    const { cards } = sceneOf(smallMatrices());
    assert.deepEqual(
      cards.map(({ kind, title, subtitle }) => [kind, title, subtitle]),
      [
        ["leaf", "a", "[2, 2] · line 4"],
        ["computed", "+ b", "[2, 2] · line 5"],
        ["computed", "× mul", "[2, 2] · line 6"],
        ["computed", "× c", "[2, 2] · line 7"],
        ["leaf", "unused", "[2, 2] · line 8"],
        ["computed", "mean out", "line 9"],
      ],
    );
    assert.deepEqual(
      sceneOf(chainRule(1))
        .cards.slice(0, 3)
        .map(({ kind, title, subtitle }) => [kind, title, subtitle]),
      [
        ["leaf", "w", "leaf"],
        ["input", "x", "no gradient"],
        ["computed", "× z1", "line 6"],
      ],
    );
  });

  it("has the same places whatever the numbers are", () => {
    assert.deepEqual(sceneOf(chainRule(1)).layout, sceneOf(chainRule(50)).layout);
  });

  it("keeps cards of hostile names within bounds", () => {
    for (const { width, title } of sceneOf(hostile()).cards) {
      assert.ok(width <= 300);
      assert.doesNotMatch(title, /[\n\r]/);
    }
  });

  it("leaves out edges that no computation can have made", () => {
    const [first, second] = chainRule(1).topologies[0]!.nodes;
    const nodes = [
      { ...first!, inputs: [1, 99] },
      { ...second!, inputs: [1, 0] },
    ];
    const { inputs } = createGraph({ id: 0, nodes }, () => false);
    assert.deepEqual([[...inputs.start], [...inputs.items]], [[0, 0, 1], [0]]);
  });

  it("knows the gradient's way from the loss to a tensor", () => {
    const graph = graphOf(chainRule(1));
    const way = wayFromLoss(graph, graph.indexOf(0))!;
    assert.equal(wayFromLoss(graph, graph.indexOf(7)), null);
    assert.deepEqual(
      names(graph, graph.nodes.keys()).filter((_, i) => way[i] === 1),
      ["w", "z1", "z2", "z3", "L"],
    );
  });
});

describe("The numbers on cards", () => {
  const gradientsOf = (run: RecordedRun, pass: number) => {
    const scene = sceneOf(run);
    const textOf = cardTexts(scene, passNumbers(scene.graph, run.passes[pass]!));
    return [...scene.items.keys()].map(textOf).map((each) => each && [each.value, each.gradientText]);
  };

  it("are the entry of a scalar, the entries of a small tensor, the norm of a large one", () => {
    assert.deepEqual(gradientsOf(chainRule(1), 0)[0], ["1", "∂ −16"]);
    assert.deepEqual(gradientsOf(smallMatrices(), 0)[0], ["    1    1    1    1", "∂ 4.5  4.5  4.5  4.5"]);
    assert.match(gradientsOf(deepNetwork(10), 0)[1]![0]!, /^\|x\| 7\.\d+$/);
  });

  it("are one number each where there is no room for more", () => {
    const inShort = (run: RecordedRun) => {
      const scene = sceneOf(run);
      const textOf = cardTexts(scene, passNumbers(scene.graph, run.passes[0]!));
      return [...scene.items.keys()].map((item) => textOf(item)!.gradientInShort);
    };
    assert.deepEqual(inShort(chainRule(1)).slice(0, 2), ["∂ −16", ""]);
    assert.deepEqual(inShort(smallMatrices()), ["|∇| 9", "|∇| 9", "|∇| 1.5", "|∇| 0.5", "∂ none", "∂ 1"]);
  });

  it("say that there is no gradient, unless the card says it already", () => {
    assert.deepEqual(gradientsOf(smallMatrices(), 0)[4], ["1  −2  3  −4", "∂ none"]);
    assert.deepEqual(gradientsOf(chainRule(1), 0)[1], ["4", ""]);
  });

  it("are norms in a thinned pass and absent in one that is gone", () => {
    assert.match(gradientsOf(thinned(), 15)[0]![1]!, /^\|∇\| /);
    assert.deepEqual(new Set(gradientsOf(thinned(), 0)), new Set([null]));
  });

  it("draw a larger gradient wider, within bounds, also where they are 0, NaN or infinite", () => {
    const widths = gradientWidths(passNumbers(graphOf(hostile()), hostile().passes[0]!).gradients);
    for (const width of widths) assert.ok(width >= 1.5 && width <= 6);
    assert.ok(widths[4]! > widths[3]! && widths[3]! >= widths[2]!);
  });
});

describe("Arrow keys", () => {
  const scene = sceneOf(chainRule(1));
  const from = (name: string, direction: Direction) => {
    const { nodes } = scene.graph;
    const item = scene.itemOf[nodes.findIndex((node) => node.name === name)]!;
    return nodes[scene.items[walk(scene, item, direction)]!.node]!.name;
  };

  it("walk up to the inputs, straight on where there are several, and down to the users", () => {
    assert.deepEqual(
      ["L", "z3", "z2"].map((name) => from(name, "up")),
      ["z3", "z2", "z1"],
    );
    assert.deepEqual([from("w", "down"), from("b", "down"), from("y", "down")], ["z1", "z2", "z3"]);
  });

  it("walk sideways within the layer", () => {
    assert.equal(from("w", "right"), "x");
    assert.equal(from("x", "left"), "w");
  });

  it("stay where nothing lies further on", () => {
    assert.deepEqual([from("L", "down"), from("w", "up"), from("w", "left"), from("L", "right")], ["L", "w", "w", "L"]);
  });
});

describe("Search", () => {
  const found = (text: string) => names(graphOf(chainRule(1)), search(graphOf(chainRule(1)).nodes, text));

  it("finds names, ops, shapes and lines, in any case and order of words", () => {
    assert.deepEqual(found("Z2"), ["z2"]);
    assert.deepEqual(found("mul"), ["z1"]);
    assert.deepEqual(found("line 11"), ["L"]);
    assert.deepEqual(found("11 pow line"), ["L"]);
    assert.equal(search(deepNetwork(1000).topologies[0]!.nodes, "layers.24 bias").length, 10);
  });

  it("finds nothing for nothing", () => {
    assert.deepEqual([found(""), found("   "), found("no such tensor")], [[], [], []]);
  });
});

describe("The camera", () => {
  const camera: Camera = { x: 10, y: 20, scale: 0.5 };

  it("zooms around the point under the pointer", () => {
    const at = { x: 300, y: 200 };
    const next = zoom(camera, 1.5, at);
    assert.ok(Math.abs(next.x + at.x / next.scale - (camera.x + at.x / camera.scale)) < 1e-9);
    assert.ok(Math.abs(next.y + at.y / next.scale - (camera.y + at.y / camera.scale)) < 1e-9);
  });

  it("stops zooming at sensible sizes", () => {
    assert.equal(zoom(camera, 1e9, { x: 0, y: 0 }).scale, 3);
    assert.equal(zoom(camera, 1e-9, { x: 0, y: 0 }).scale, 0.002);
  });

  it("pans by what the pointer moved", () => {
    assert.deepEqual(pan(camera, 5, -10), { x: 20, y: 0, scale: 0.5 });
  });

  it("fits the whole graph", () => {
    const { x, y, scale } = fit({ width: 3000, height: 500 }, view);
    assert.ok(x < 0 && y < 0 && x + view.width / scale > 3000 && y + view.height / scale > 500);
  });

  it("opens a graph that cannot be read as a whole at its loss", () => {
    const loss = { left: 400, top: 99_000, width: 200, height: 60 };
    const { x, y, scale } = open({ width: 1000, height: 99_060 }, loss, [loss], view);
    assert.ok(scale > 0.5);
    assert.ok(x < 400 && x + view.width / scale > 600);
    assert.ok(y < 99_000 && y + view.height / scale > 99_060);
  });

  it("opens at a loss at the side with nothing from beyond the graph in view", () => {
    for (const [width, left] of [
      [view.width, 0],
      [10 * view.width, 0],
      [10 * view.width, 10 * view.width - 200],
    ] as const) {
      const loss = { left, top: 99_000, width: 200, height: 60 };
      const { x, scale } = open({ width, height: 99_060 }, loss, [loss], view);
      const seen = view.width / scale;
      assert.ok(x >= -Math.max(33, (seen - width) / 2 + 1));
      assert.ok(x + seen <= width + Math.max(33, (seen - width) / 2 + 1));
      assert.ok(x <= left && x + seen >= left + 200);
    }
  });

  it("opens so that what is beside the loss and above it is seen whole, where there is room", () => {
    const loss = { left: 5000, top: 99_000, width: 200, height: 60 };
    const box = (left: number, top: number) => ({ left, top, width: 200, height: 60 });
    const scene = { width: 9000, height: 99_060 };
    const edges = (...others: readonly ReturnType<typeof box>[]): readonly number[] => {
      const { x, scale } = open(scene, loss, [...others, loss], view);
      return [x, x + view.width / scale];
    };
    const [left, right] = edges(box(5500, 98_900), box(0, 0));
    assert.ok(left! <= 5000 && right! >= 5700);
    assert.deepEqual(edges(box(0, 99_000)), edges());
  });

  it("moves only as far as brings a node into view", () => {
    const seen = { left: 100, top: 100, width: 200, height: 60 };
    assert.deepEqual(reveal(camera, seen, view), camera);
    const right = reveal(camera, { ...seen, left: 5000 }, view);
    assert.equal(right.y, camera.y);
    assert.ok(right.x + view.width / right.scale >= 5200);
  });
});
