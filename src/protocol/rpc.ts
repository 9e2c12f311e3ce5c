/**
 * Questions and answers over any port that carries structured data. The messages follow from an interface of async
 * methods: one side serves an implementation, the other connects and calls it. Both directions may share a port.
 */
export interface Port {
  post(message: unknown): void;
  listen(handler: (message: unknown) => void): void;
}

/** An interface of async methods. */
export type Api<A> = { readonly [K in keyof A]: (...args: never[]) => Promise<unknown> };

interface Question {
  readonly kind: "question";
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly kind: "answer"; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly ok: false;
      readonly name: string;
      readonly message: string;
    };

/** Throws when the arguments are not what the method takes. */
export type CheckArguments = (method: string, args: readonly unknown[]) => void;

/** Answers the questions that arrive at the port by the object's own methods; other messages are left to others. */
export function serve<A extends Api<A>>(port: Port, api: A, check: CheckArguments = () => undefined): void {
  port.listen((message) => {
    if (isQuestion(message)) void answer(port, api, check, message);
  });
}

export interface Connection<A> {
  readonly remote: A;
  /** Fails all open and all later questions: the other side is gone. */
  close(reason: string): void;
}

export function connect<A extends Api<A>>(port: Port): Connection<A> {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let closed: string | undefined;
  port.listen((message) => {
    if (!isAnswer(message)) return;
    const waiting = open.get(message.id);
    open.delete(message.id);
    if (message.ok) waiting?.resolve(message.value);
    else waiting?.reject(Object.assign(new Error(message.message), { name: message.name }));
  });
  const ask = (method: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed !== undefined) return reject(new Error(closed));
      const id = ++lastId;
      open.set(id, { resolve, reject });
      port.post({ kind: "question", id, method, args } satisfies Question);
    });
  const remote = new Proxy({} as A, {
    get: (_, method) =>
      typeof method === "string" && method !== "then" ? (...args: unknown[]) => ask(method, args) : undefined,
  });
  return {
    remote,
    close(reason) {
      closed = reason;
      for (const { reject } of open.values()) reject(new Error(reason));
      open.clear();
    },
  };
}

async function answer<A extends Api<A>>(
  port: Port,
  api: A,
  check: CheckArguments,
  { id, method, args }: Question,
): Promise<void> {
  try {
    check(method, args);
    const implementation: unknown = Object.hasOwn(api, method) ? Reflect.get(api, method) : undefined;
    if (typeof implementation !== "function") throw new Error(`There is no method ${method}.`);
    const value = await (Reflect.apply(implementation, api, args) as unknown);
    port.post({ kind: "answer", id, ok: true, value } satisfies Answer);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.post({ kind: "answer", id, ok: false, name, message } satisfies Answer);
  }
}

function isQuestion(message: unknown): message is Question {
  return (
    isKind(message, "question") &&
    "id" in message &&
    typeof message.id === "number" &&
    "method" in message &&
    typeof message.method === "string" &&
    "args" in message &&
    Array.isArray(message.args)
  );
}

function isAnswer(message: unknown): message is Answer {
  return isKind(message, "answer") && "id" in message && typeof message.id === "number" && "ok" in message;
}

function isKind(message: unknown, kind: string): message is { kind: string } {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === kind;
}
