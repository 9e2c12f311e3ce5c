import { enteredLevel } from "./autograd/dualLevel.js";
import { printedName } from "./autograd/node.js";
import { tangentAt } from "./autograd/tangents.js";
import { bool, defaultDtype, int64 } from "./dtype.js";
import { innermostOf, wholeAt } from "./func/batchLevel.js";
import { printOptions } from "./printOptions.js";
import { pythonFloat } from "./pythonValues.js";
import type { Tensor } from "./tensor.js";
import { elements } from "./values.js";

/**
 * PyTorch's printed form of a tensor. The algorithm is that of `torch/_tensor_str.py`: one format for all elements,
 * chosen by the greatest and the smallest of them; long rows are wrapped; large tensors show the ends of each dimension.
 * `set_printoptions` says how much of each.
 * https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html
 */
export function formatTensor(tensor: Tensor): string {
  const level = innermostOf([tensor]);
  if (level !== null) {
    const whole = formatTensor(wholeAt(level, tensor)!).replaceAll("\n", "\n    ");
    return `BatchedTensor(lvl=${level.number}, bdim=0, value=\n    ${whole}\n)`;
  }
  const prefix = "tensor(";
  const shown = new Shown(tensor, elements(tensor));
  const body = tensor.numel() === 0 ? "[]" : shown.text(prefix.length);
  const lastLine = body.slice(body.lastIndexOf("\n") + 1);
  const suffixes = suffixesOf(tensor);
  return (
    prefix + body + joined(suffixes, lastLine.length + (body.includes("\n") ? 0 : prefix.length), prefix.length) + ")"
  );
}

function suffixesOf(tensor: Tensor): readonly string[] {
  const suffixes: string[] = [];
  const { dtype } = tensor;
  const isSized = tensor.numel() === 0 ? tensor.ndim !== 1 : printOptions().edgeitems === 0;
  if (isSized) suffixes.push(`size=(${tensor.shape.join(", ")}${tensor.ndim === 1 ? "," : ""})`);
  const told = dtype === defaultDtype() || (tensor.numel() > 0 && (dtype === int64 || dtype === bool));
  if (!told) suffixes.push(`dtype=${dtype}`);
  if (tensor.grad_fn !== null) suffixes.push(`grad_fn=<${printedName(tensor.grad_fn)}>`);
  else if (tensor.requires_grad) suffixes.push("requires_grad=True");
  const tangent = enteredLevel === null ? null : tangentAt(enteredLevel, tensor);
  if (tangent !== null) suffixes.push(`tangent=${inFormat(tangent)}`);
  return suffixes;
}

/** As Python's f-strings write a floating-point tensor: one without dimensions as its number. */
export function inFormat(tensor: Tensor): string {
  return tensor.ndim > 0 ? formatTensor(tensor) : pythonFloat(Number(tensor.item()));
}

/** Each suffix stands on the line where it fits, else on a new one. */
function joined(suffixes: readonly string[], column: number, indent: number): string {
  let text = "";
  let used = column + 2;
  const { linewidth } = printOptions();
  for (const suffix of suffixes) {
    if (used + suffix.length + 2 > linewidth) {
      text += `,\n${" ".repeat(indent)}${suffix}`;
      used = indent + suffix.length;
    } else {
      text += `, ${suffix}`;
      used += suffix.length + 2;
    }
  }
  return text;
}

/** The elements of a tensor as they are printed. */
class Shown {
  private readonly format: (value: number) => string;
  private readonly width: number;
  private readonly summarised: boolean;
  private readonly options = printOptions();

  constructor(
    private readonly tensor: Tensor,
    private readonly values: readonly number[],
  ) {
    this.summarised = values.length > this.options.threshold;
    const printed = this.summarised ? this.printedValues(0, 0) : values;
    this.format = tensor.dtype.is_floating_point ? floatFormat(printed) : plainFormat(tensor);
    // Zeros, infinities and NaN do not count: PyTorch lets them stick out.
    const counted = tensor.dtype.is_floating_point ? printed.filter(isNonzeroFinite) : printed;
    this.width = counted.reduce((width, value) => Math.max(width, this.format(value).length), 1);
  }

  text(indent: number): string {
    return this.tensor.ndim === 0 ? this.format(this.values[0]!) : this.block(0, 0, indent);
  }

  private block(dim: number, start: number, indent: number): string {
    const { shape } = this.tensor;
    if (dim === shape.length - 1) return this.row(start, indent);
    const step = this.stepOf(dim);
    const parts = this.indices(dim).map((i) =>
      i === null ? "..." : this.block(dim + 1, start + i * step, indent + 1),
    );
    return `[${parts.join(`,${"\n".repeat(shape.length - dim - 1)}${" ".repeat(indent + 1)}`)}]`;
  }

  private row(start: number, indent: number): string {
    const perLine = Math.max(1, Math.floor((this.options.linewidth - indent) / (this.width + 2)));
    if (this.summarised && this.options.edgeitems === 0) return "[...]";
    const items = this.indices(this.tensor.ndim - 1).map((i) =>
      i === null ? " ..." : this.format(this.values[start + i]!).padStart(this.width),
    );
    const lines: string[] = [];
    for (let i = 0; i < items.length; i += perLine) lines.push(items.slice(i, i + perLine).join(", "));
    return `[${lines.join(`,\n${" ".repeat(indent + 1)}`)}]`;
  }

  /** The indices shown of a dimension, null where some are left out. */
  private indices(dim: number): readonly (number | null)[] {
    const size = this.tensor.shape[dim]!;
    const all = Array.from({ length: size }, (_, i) => i);
    const { edgeitems } = this.options;
    if (!this.summarised || size <= 2 * edgeitems) return all;
    return [...all.slice(0, edgeitems), null, ...all.slice(size - edgeitems)];
  }

  private printedValues(dim: number, start: number): readonly number[] {
    if (dim === this.tensor.ndim) return [this.values[start]!];
    const step = this.stepOf(dim);
    return this.indices(dim).flatMap((i) => (i === null ? [] : this.printedValues(dim + 1, start + i * step)));
  }

  private stepOf(dim: number): number {
    return this.tensor.shape.slice(dim + 1).reduce((step, size) => step * size, 1);
  }
}

function plainFormat({ dtype }: Tensor): (value: number) => string {
  return dtype === bool ? (value) => (value === 0 ? "False" : "True") : String;
}

/** Whole numbers as `1.`, others with decimals, both in scientific notation where the range is too wide. */
function floatFormat(values: readonly number[]): (value: number) => string {
  const sizes = values.filter(isNonzeroFinite).map(Math.abs);
  const greatest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const wide = sizes.length > 0 && (greatest / smallest > 1000 || greatest > 1e8);
  const whole = sizes.every((size) => Number.isInteger(size));
  const { precision, sci_mode } = printOptions();
  const scientific = sizes.length > 0 && (sci_mode ?? (wide || (!whole && smallest < 1e-4)));
  if (scientific) return finiteOr((value) => exponential(value, precision));
  return finiteOr(whole ? (value) => `${fixed(value, 0)}.` : (value) => fixed(value, precision));
}

function finiteOr(format: (value: number) => string): (value: number) => string {
  return (value) => (Number.isNaN(value) ? "nan" : Number.isFinite(value) ? format(value) : value > 0 ? "inf" : "-inf");
}

function isNonzeroFinite(value: number): boolean {
  return Number.isFinite(value) && value !== 0;
}

function fixed(value: number, decimals: number): string {
  const size = Math.abs(value);
  // toFixed gives exponents from here on, where all doubles are whole.
  if (size >= 1e21) return `${signOf(value)}${BigInt(size)}${decimals === 0 ? "" : `.${"0".repeat(decimals)}`}`;
  return signOf(value) + (halfToEven(size.toFixed(mostDigits), decimals) ?? size.toFixed(decimals));
}

/** `1.0000e-05`: an exponent has at least two digits. */
function exponential(value: number, precision: number): string {
  const [exact, exactExponent] = Math.abs(value).toExponential(mostDigits).split("e") as [string, string];
  const even = halfToEven(exact, precision);
  const [digits, exponent] =
    even === null ? (Math.abs(value).toExponential(precision).split("e") as [string, string]) : [even, exactExponent];
  return `${signOf(value)}${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

/** Enough to tell exactly whether a double lies halfway between two printed numbers. */
const mostDigits = 100;

/** Python rounds a half to the even digit, JavaScript up. Null unless the digits lie halfway above an even one. */
function halfToEven(exact: string, decimals: number): string | null {
  const end = exact.indexOf(".") + 1 + decimals;
  const last = Number(exact[exact[end - 1] === "." ? end - 2 : end - 1]);
  if (last % 2 !== 0 || !/^50*$/.test(exact.slice(end))) return null;
  return exact.slice(0, decimals === 0 ? end - 1 : end);
}
