import { warnOnce } from "../autograd/warnings.js";

export function warnBeyondPrecision(bound: string, digits: 24 | 53): void {
  const type = digits === 24 ? "float" : "double";
  warnOnce(
    `${bound} is out of bounds [-(2^${digits}), 2^${digits}]. Due to precision limitations ${type} can support discrete uniform distribution only within this range. This warning will become an error in version 1.7 release, please fix the code in advance`,
  );
}

export function warnUnbatchedDropout2d(): void {
  warnOnce(
    "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please switch to using dropout1d instead.",
  );
}

export function warnDropoutRank(op: "dropout2d" | "dropout3d", rank: number): void {
  const [spatial, ranks] = op === "dropout2d" ? [2, "3D or 4D"] : [3, "4D or 5D"];
  warnOnce(
    `${op}: Received a ${rank}-D input to ${op}, which is deprecated and will result in an error in a future release. To retain the behavior and silence this warning, please use dropout instead. Note that ${op} exists to provide channel-wise dropout on inputs with ${spatial} spatial dimensions, a channel dimension, and an optional batch dimension (i.e. ${ranks} inputs).`,
  );
}

export function warnGumbelEps(): void {
  warnOnce("`eps` parameter is deprecated and has no effect.");
}

export function warnEmptyInit(): void {
  warnOnce("Initializing zero-element tensors is a no-op");
}

export function warnFarTruncation(): void {
  warnOnce(
    "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values may be incorrect.",
  );
}
