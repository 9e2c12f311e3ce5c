import { formatShape } from "../protocol/format.js";
import type { Recording } from "../recording/recording.js";
import { bindingOf, siteOf } from "../recording/sources.js";
import { WorkerInspector } from "./workerInspector.js";

/** What the worker tells of tensors that were made at one place: see src/worker/liveTensors.ts. */
interface LiveTensors {
  readonly count: number;
  readonly bytes: number;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly site: number;
  readonly bindings: readonly number[];
}

const answerMs = 1_000;

/**
 * The largest tensors that are alive in the worker, in words, the largest first. The worker is most likely in a loop, so
 * the inspector asks: it collects the garbage and looks through the heap. A worker that does not answer has none to tell.
 */
export async function largestTensors(workerUrl: string, recording: () => Recording): Promise<readonly string[]> {
  let inspector: WorkerInspector | undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly LiveTensors[]>((resolve) => {
    timer = setTimeout(() => resolve([]), answerMs);
  });
  const asked = WorkerInspector.attach(workerUrl).then((attached) => {
    inspector = attached;
    return ask(attached);
  });
  const tensors = await Promise.race([asked, late]).catch(() => []);
  clearTimeout(timer);
  await inspector?.release();
  inspector?.dispose();
  return tensors.map((tensor) => describe(tensor, recording()));
}

async function ask(inspector: WorkerInspector): Promise<readonly LiveTensors[]> {
  const prototype = (await inspector.send("Runtime.evaluate", {
    expression: `globalThis[Symbol.for("gradlens.liveTensors")].prototype`,
  })) as { result: { objectId: string } };
  const { objects } = (await inspector.send("Runtime.queryObjects", {
    prototypeObjectId: prototype.result.objectId,
  })) as { objects: { objectId: string } };
  const { result } = (await inspector.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: `function () { return globalThis[Symbol.for("gradlens.liveTensors")].largest(this); }`,
    returnByValue: true,
  })) as { result: { value?: readonly LiveTensors[] } };
  // A thread that has no memory left may throw instead.
  return result.value ?? [];
}

function describe({ count, bytes, shape, dtype, site, bindings }: LiveTensors, recording: Recording): string {
  const name = bindings.map((id) => bindingOf(recording, id)?.name).find((name) => name !== undefined);
  const place = siteOf(recording, site);
  const what = count === 1 ? (name ?? "a tensor") : `${String(count)} tensors${name === undefined ? "" : ` ${name}`}`;
  const line = place ? `, line ${String(place.line)}` : "";
  return `${what} ${formatShape(shape)} ${dtype} (${(bytes / 2 ** 20).toPrecision(3)} MB${line})`;
}
