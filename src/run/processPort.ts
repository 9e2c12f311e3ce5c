import type { ChildProcess } from "node:child_process";
import type { Port } from "../protocol/rpc.js";

/** The IPC channel between a process and its child, from either side; what is posted after its end is lost. */
export function processPort(channel: ChildProcess | NodeJS.Process): Port {
  return {
    post: (message) => {
      if (channel.connected) channel.send?.(message as object, undefined, {}, () => undefined);
    },
    listen: (handler) => void channel.on("message", handler),
  };
}
