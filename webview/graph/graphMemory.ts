import * as v from "valibot";
import { createMemory, type Keeper, type Memory } from "../memory.js";
import type { Camera } from "./camera.js";
import type { OpenModules } from "./modules/openModules.js";

/** How the graph was looked at. */
export interface GraphLook {
  readonly run: number;
  readonly camera: Camera;
  /** Whether a person has moved the camera. */
  readonly isMoved: boolean;
  /** The selected node: coming back, the camera does not go to it once more. */
  readonly node: number | null;
  readonly query: string;
  readonly modules: OpenModules;
}

const finite = v.pipe(v.number(), v.finite());
const look = v.object({
  run: finite,
  camera: v.object({ x: finite, y: finite, scale: v.pipe(finite, v.minValue(1e-6)) }),
  isMoved: v.boolean(),
  node: v.nullable(finite),
  query: v.string(),
  modules: v.object({
    most: v.picklist(["default", "open", "closed"]),
    opened: v.array(v.string()),
    closed: v.array(v.string()),
  }),
});

export function createGraphMemory(keeper: Keeper): Memory<GraphLook> {
  return createMemory(keeper, look);
}
