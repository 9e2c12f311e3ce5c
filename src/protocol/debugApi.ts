import type { Site } from "./site.js";

/**
 * Pausing inside backward, for runs that were started with `debug`. Each step resolves when the script has paused again;
 * it fails when the script ends before that.
 */
export interface DebugApi {
  /** Backward stops at its next node, the one that runs now or the first one to come. */
  pauseAtNextNode(): Promise<PausedScript>;
  stepNode(): Promise<PausedScript>;
  /** Runs the rest of backward and stops on the script's next line. */
  stepOut(): Promise<PausedScript>;
  resume(): Promise<void>;
  /** The variables that a frame sees, its own first. */
  locals(frame: string): Promise<readonly Variable[]>;
  /** The value of an expression in a frame, in words; what the expression throws is an error here too. */
  evaluate(frame: string, expression: string): Promise<string>;
}

export interface PausedScript {
  /** The frames of the script's own functions, the innermost first. */
  readonly frames: readonly UserFrame[];
}

export interface UserFrame {
  readonly id: string;
  readonly name: string;
  readonly position: Position;
}

/** A place in the script's own source. */
export type Position = Pick<Site, "file" | "line" | "column">;

export interface Variable {
  readonly name: string;
  readonly value: string;
}
