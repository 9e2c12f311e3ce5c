import assert from "node:assert/strict";
import { inspect } from "node:util";
import { jsonPort } from "../../src/protocol/jsonPort.js";
import type { Port } from "../../src/protocol/rpc.js";

describe("A port through JSON", () => {
  const send = (message: unknown): unknown => {
    const arrived: unknown[] = [];
    const handlers: ((message: unknown) => void)[] = [];
    const json: Port = {
      post: (posted) => handlers.forEach((handler) => handler(JSON.parse(JSON.stringify(posted)))),
      listen: (handler) => void handlers.push(handler),
    };
    jsonPort(json).listen((each) => arrived.push(each));
    jsonPort(json).post(message);
    return arrived[0];
  };

  const messages: readonly unknown[] = [
    null,
    "NaN",
    NaN,
    [NaN, Infinity, -Infinity, 1.5],
    { method: "readPass", args: [{ loss: NaN, data: [[1], [-Infinity]] }] },
    { run: { number: 3, name: "Infinity" } },
    JSON.parse('{ "__proto__": { "number": "none" } }'),
  ];
  for (const message of messages) {
    it(`brings ${inspect(message, { depth: 9 })} as it is`, () => assert.deepEqual(send(message), message));
  }
});
