import assert from "node:assert/strict";
import { connect, serve, type Port } from "../../src/protocol/rpc.js";

interface Sums {
  add(a: number, b: number): Promise<number>;
  fail(): Promise<never>;
}

const sums: Sums = {
  add: async (a, b) => a + b,
  fail: async () => {
    throw new RangeError("no sums today");
  },
};

describe("questions over a port", () => {
  it("are answered with the method's value", async () => {
    const [near, far] = portPair();
    serve<Sums>(far, sums);
    assert.equal(await connect<Sums>(near).remote.add(2, 3), 5);
  });

  it("fail with the method's error", async () => {
    const [near, far] = portPair();
    serve<Sums>(far, sums);
    await assert.rejects(connect<Sums>(near).remote.fail(), { name: "RangeError", message: "no sums today" });
  });

  it("fail when the arguments do not pass the check", async () => {
    const [near, far] = portPair();
    serve<Sums>(far, sums, (method, args) =>
      assert.ok(
        args.every((x) => typeof x === "number"),
        method,
      ),
    );
    await assert.rejects(connect<Sums>(near).remote.add("1" as never, 2), /add/);
  });

  it("fail for a method that does not exist, also for one of Object.prototype", async () => {
    const [near, far] = portPair();
    serve<Sums>(far, sums);
    const { remote } = connect<Sums & { subtract(): Promise<void>; hasOwnProperty(): Promise<void> }>(near);
    await assert.rejects(remote.subtract(), /no method subtract/);
    await assert.rejects(remote.hasOwnProperty(), /no method hasOwnProperty/);
  });

  it("fail when the connection closes, those that are open and those that come later", async () => {
    const [near] = portPair();
    const { remote, close } = connect<Sums>(near);
    const open = remote.add(1, 1);
    close("gone");
    await assert.rejects(open, /gone/);
    await assert.rejects(remote.add(1, 1), /gone/);
  });

  it("leave every other message alone", () => {
    const [near, far] = portPair();
    serve<Sums>(far, sums);
    for (const message of [null, 1, "x", {}, { kind: "question" }, { kind: "answer", id: "1" }]) near.post(message);
  });

  it("go both ways over one port", async () => {
    const [near, far] = portPair();
    serve<Sums>(near, sums);
    serve<Sums>(far, { ...sums, add: async (a, b) => a * b });
    assert.equal(await connect<Sums>(near).remote.add(2, 3), 6);
    assert.equal(await connect<Sums>(far).remote.add(2, 3), 5);
  });
});

function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [asPort(port1), asPort(port2)];
}

function asPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen: (handler) => {
      port.addEventListener("message", (event) => handler(event.data));
      port.start();
      (port as MessagePort & { unref(): void }).unref();
    },
  };
}
