import type { Pass, RecordedFile, RecordingApi, Topology } from "../../protocol/api.js";
import { runReplaced } from "../../protocol/runReplaced.js";

/** Said to whoever still waits for an answer about a run that another has replaced. */
export class RunReplaced extends Error {
  override readonly name = runReplaced;
}

/**
 * The answers of one run's recording, kept so that hover, inline values and views ask for each only once. An answer
 * that can still change is not kept: a pass or file that is not there yet, and topologies from before a late name.
 */
export class RecordingCache implements RecordingApi {
  readonly #recording: RecordingApi;
  readonly #passes = new RecentAnswers<number, Pass>(64, (pass) => pass.kind !== "gone");
  readonly #topologies = new RecentAnswers<number, Topology | null>(64, (topology) => topology !== null);
  readonly #files = new RecentAnswers<string, RecordedFile | null>(64, (file) => file !== null);
  #namesVersion = 0;
  #closed = false;

  constructor(recording: RecordingApi) {
    this.#recording = recording;
  }

  /** Topologies read before may lack names that were bound since. */
  setNamesVersion(version: number): void {
    if (version !== this.#namesVersion) this.#topologies.clear();
    this.#namesVersion = version;
  }

  close(): void {
    this.#closed = true;
  }

  readPass(index: number): Promise<Pass> {
    return this.#ask(() => this.#passes.get(index, (key) => this.#recording.readPass(key)));
  }

  readTopology(id: number): Promise<Topology | null> {
    return this.#ask(() => this.#topologies.get(id, (key) => this.#recording.readTopology(key)));
  }

  readFile(file: string): Promise<RecordedFile | null> {
    return this.#ask(() => this.#files.get(file, (key) => this.#recording.readFile(key)));
  }

  gradientNorms(topology: number, points: number): ReturnType<RecordingApi["gradientNorms"]> {
    return this.#ask(() => this.#recording.gradientNorms(topology, points));
  }

  lossSeries(...of: Parameters<RecordingApi["lossSeries"]>): ReturnType<RecordingApi["lossSeries"]> {
    return this.#ask(() => this.#recording.lossSeries(...of));
  }

  readConsole(from: number): ReturnType<RecordingApi["readConsole"]> {
    return this.#ask(() => this.#recording.readConsole(from));
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new RunReplaced("The run was replaced by another.");
    try {
      return await question();
    } catch (error) {
      if (this.#closed) throw new RunReplaced("The run was replaced by another.", { cause: error });
      throw error;
    }
  }
}

class RecentAnswers<K, V> {
  readonly #answers = new Map<K, Promise<V>>();
  readonly #limit: number;
  readonly #isFinal: (answer: V) => boolean;

  constructor(limit: number, isFinal: (answer: V) => boolean) {
    this.#limit = limit;
    this.#isFinal = isFinal;
  }

  get(key: K, ask: (key: K) => Promise<V>): Promise<V> {
    const answer = this.#answers.get(key) ?? this.#ask(key, ask);
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > this.#limit) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest!);
    }
    return answer;
  }

  clear(): void {
    this.#answers.clear();
  }

  #ask(key: K, ask: (key: K) => Promise<V>): Promise<V> {
    const answer = ask(key);
    const forget = () => {
      if (this.#answers.get(key) === answer) this.#answers.delete(key);
    };
    answer.then((value) => {
      if (!this.#isFinal(value)) forget();
    }, forget);
    return answer;
  }
}
