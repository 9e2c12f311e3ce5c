import type { Seen } from "./program.js";

/** Differences that are meant: by PORTING.md, or since PyTorch's own answer hangs on how its kernels are cut. */
interface Reason {
  readonly says: string;
  holds(kind: string, source: string, ours: Seen, theirs: Seen): boolean;
}

const reasons: readonly Reason[] = [
  {
    says: "of two faults in one call another is named",
    // The one fault is an in-place write into a leaf (or two dtypes that differ), the other stands in the arguments.
    holds: (kind, _, ours, theirs) =>
      kind === "words" &&
      [/leaf Variable/, /dtype|scalar type/].some((fault) => fault.test(raised(ours)) !== fault.test(raised(theirs))),
  },
  {
    says: "a gradient's own graph: rules are written in tensor methods, PyTorch has nodes for some of them",
    holds: (kind, source) => kind === "grad_fn" && source.includes("create_graph"),
  },
  {
    says: "PyTorch has zeros that it never wrote down, and cannot list",
    holds: (kind, _, _ours, theirs) => kind === "raises" && raised(theirs).includes("unallocated storage"),
  },
  {
    says: "no int64 beyond 2^53, and none of NaN or infinities",
    holds: (kind, _, ours) => kind === "raises" && raised(ours).includes("int64 is exact to 2^53"),
  },
  {
    says: "an argument of the wrong type: PyTorch prints all its overloads",
    holds: (kind, _, ours, theirs) =>
      kind === "words" &&
      raised(theirs).includes("invalid combination of arguments") &&
      raised(ours).startsWith("TypeError"),
  },
];

/** Why this difference is none to mend, null if it is one. */
export function explanationOf(kind: string, source: string, ours: Seen, theirs: Seen): string | null {
  return reasons.find((reason) => reason.holds(kind, source, ours, theirs))?.says ?? null;
}

function raised(seen: Seen): string {
  return "raised" in seen ? seen.raised : "";
}
