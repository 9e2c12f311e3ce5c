import type { Corner } from "./align.js";

/**
 * Coordinates for aligned vertices: every chain (given by its first vertex) as far left as its left neighbours allow,
 * then as far right as its right neighbours allow, which closes the gaps that the first walk left.
 */
export function compact(
  { layered, start, items }: Corner,
  root: Int32Array,
  distance: (left: number, right: number) => number,
): Float64Array {
  const count = layered.vertexCount;
  // Constraint i: the chain `to[i]` stands at least `apart[i]` right of the chain `from[i]`.
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const apart = new Float64Array(count);
  const waitingFor = new Int32Array(count);
  const outgoing = new Int32Array(count + 1);
  let constraints = 0;
  for (let l = 0; l < layered.layerCount; l++) {
    for (let k = start[l]! + 1; k < start[l + 1]!; k++) {
      const left = items[k - 1]!;
      const right = items[k]!;
      from[constraints] = root[left]!;
      to[constraints] = root[right]!;
      apart[constraints++] = distance(left, right);
      waitingFor[root[right]!]!++;
      outgoing[root[left]! + 1]!++;
    }
  }
  for (let v = 0; v < count; v++) outgoing[v + 1]! += outgoing[v]!;
  const next = outgoing.slice(0, count);
  const byChain = new Int32Array(constraints);
  for (let i = 0; i < constraints; i++) byChain[next[from[i]!]!++] = i;

  const x = new Float64Array(count);
  const queue = new Int32Array(count);
  let length = 0;
  for (let v = 0; v < count; v++) if (root[v] === v && waitingFor[v] === 0) queue[length++] = v;
  for (let head = 0; head < length; head++) {
    const chain = queue[head]!;
    for (let j = outgoing[chain]!; j < outgoing[chain + 1]!; j++) {
      const i = byChain[j]!;
      x[to[i]!] = Math.max(x[to[i]!]!, x[chain]! + apart[i]!);
      if (--waitingFor[to[i]!]! === 0) queue[length++] = to[i]!;
    }
  }
  for (let head = length - 1; head >= 0; head--) {
    const chain = queue[head]!;
    let room = Infinity;
    for (let j = outgoing[chain]!; j < outgoing[chain + 1]!; j++) {
      const i = byChain[j]!;
      room = Math.min(room, x[to[i]!]! - apart[i]!);
    }
    if (room < Infinity) x[chain] = Math.max(x[chain]!, room);
  }
  for (let v = 0; v < count; v++) x[v] = x[root[v]!]!;
  return x;
}
