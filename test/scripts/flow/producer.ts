import { workerData } from "node:worker_threads";
import type { WorkerData } from "../../../src/protocol/workerData.js";
import { encodeEntry, frameKind } from "../../../src/protocol/frames.js";
import { encodePass } from "../../../src/protocol/passBytes.js";
import { RingWriter } from "../../../src/protocol/ring.js";
import { squareTopology } from "../../recording/batches.js";

// A recorder that has nothing to compute: offers passes as fast as there is room for them. Pass k has the loss k.
const total = Number(process.argv[2]);
const ring = new RingWriter((workerData as WorkerData<unknown>).ring);
const topology = squareTopology(0);
ring.write(frameKind.json, encodeEntry(topology));
const pass = encodePass(topology.nodes, {
  topology: 0,
  site: 0,
  loss: 0,
  failed: false,
  scalars: [],
  value: [Float64Array.of(1), Float64Array.of(1)],
  grad: [Float64Array.of(2), Float64Array.of(1)],
  accumulated: [Float64Array.of(2), null],
});
const view = new DataView(pass.buffer);
for (let k = 0; k < total; k++) {
  view.setFloat64(16, k, true);
  ring.write(frameKind.pass, pass);
}
