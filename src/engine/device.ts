import { absentDevice, unknownDevice, wrongArgument } from "./errors.js";

/**
 * Where a tensor lives, which is the cpu. Compare by `type`; as text it is its name.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device
 */
export class Device {
  readonly type = "cpu";

  constructor(readonly index: number | null) {}

  toString(): string {
    return this.index === null ? this.type : `${this.type}:${this.index}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `device(type='${this.type}'${this.index === null ? "" : `, index=${this.index}`})`;
  }
}

/** A device or its name. */
export type DeviceLike = Device | string;

const cpu = new Device(null);

/** The type of `x.device`. https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device */
export type device = Device;

/**
 * The device of a name: "cpu". Throws for devices that PyTorch knows and that are not here, and for names that it does not
 * know.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device
 */
export function device(type: DeviceLike = cpu): Device {
  return deviceArgument("device", type);
}

const others = /^(cuda|xpu|mps|meta|mkldnn|xla|hip|ipu|hpu|mtia|vulkan)(:\d+)?$/;

/** Checks what a script passed as a device; null and undefined are the cpu. */
export function deviceArgument(op: string, value: unknown): Device {
  if (value === null || value === undefined) return cpu;
  if (value instanceof Device) return value;
  if (typeof value !== "string") throw wrongArgument(op, "device", "torch.device", value);
  const index = /^cpu(?::(\d+))?$/.exec(value);
  if (index !== null) return index[1] === undefined ? cpu : new Device(Number(index[1]));
  const other = others.exec(value);
  throw other === null ? unknownDevice(value) : absentDevice(other[1]!);
}
