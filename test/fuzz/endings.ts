import type { Choices } from "./choices.js";

export interface Ending {
  readonly source: string;
  readonly uses: readonly string[];
  readonly isNamed: boolean;
}

/** Derivatives of a program's results, first and higher, by `backward` and by `autograd.grad`. */
export function endings(given: Choices, watching: readonly string[], leaves: readonly string[]): readonly Ending[] {
  if (watching.length === 0) return [];
  const out = given.chance.happens(0.7) ? watching.at(-1)! : given.one(watching);
  const writer = leaves.length > 0 && given.chance.happens(0.55) ? given.one(functional) : backward;
  const written = writer(given, out, leaves);
  return [...written, { source: "log.slice()", uses: [], isNamed: true }];
}

type Writer = (given: Choices, out: string, leaves: readonly string[]) => readonly Ending[];

const functional: readonly Writer[] = [chained, chained, several];

/** A gradient, the gradient of that, and sometimes once more. */
function chained(given: Choices, out: string, leaves: readonly string[]): readonly Ending[] {
  const root = given.one(leaves);
  const depth = given.one([1, 2, 2, 3]);
  const { outputs, options } = differentiated(given, out);
  const named = [...options, graph(depth > 1)].join(", ");
  const gradients = [`torch.autograd.grad(${outputs}, ${root}, { ${named} })[0]`];
  for (let i = 1; i < depth; i++) {
    const before = gradients.at(-1)!;
    gradients.push(`((g) => torch.autograd.grad(g.mul(g).sum(), ${root}, { ${graph(i < depth - 1)} })[0])(${before})`);
  }
  return gradients.map((source) => made(source, out, root));
}

function graph(isGoneOn: boolean): string {
  return isGoneOn ? "create_graph: true, allow_unused: true" : "retain_graph: true, allow_unused: true";
}

/** The gradients of several tensors at once, unused ones too. */
function several(given: Choices, out: string, leaves: readonly string[]): readonly Ending[] {
  const roots = given.shuffled(leaves).slice(0, given.whole(1, leaves.length));
  const { outputs, options: weights } = differentiated(given, out);
  const options = [
    ...weights,
    given.chance.happens(0.6) ? `allow_unused: ${given.flag()}` : "",
    given.chance.happens(0.4) ? `materialize_grads: ${given.flag()}` : "",
    given.chance.happens(0.4) ? `retain_graph: ${given.flag()}` : "",
    given.chance.happens(0.2) ? "create_graph: true" : "",
  ].filter((option) => option !== "");
  const named = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
  const call = made(`torch.autograd.grad(${outputs}, [${roots.join(", ")}]${named})`, out, ...roots);
  return given.chance.happens(0.3) ? [call, call] : [call];
}

/** `backward`, what it left in the leaves, and sometimes a second pass. */
function backward(given: Choices, out: string, leaves: readonly string[]): readonly Ending[] {
  const inputs = leaves.length > 0 && given.chance.happens(0.15) ? [given.one([...leaves, out])] : null;
  const options = [
    given.chance.happens(0.3) ? `retain_graph: ${given.flag()}` : "",
    given.chance.happens(0.1) ? "create_graph: true" : "",
    inputs === null ? "" : `inputs: [${inputs.join(", ")}]`,
  ].filter((option) => option !== "");
  const target = given.chance.happens(0.9) ? weighted(given, out) : out;
  const call = `${target}.backward(${options.length === 0 ? "" : `{ ${options.join(", ")} }`})`;
  const pass: Ending = { source: call, uses: [out, ...(inputs ?? [])], isNamed: false };
  const grads = leaves.map((leaf) => made(`${leaf}.grad`, leaf));
  return given.chance.happens(0.15) ? [pass, pass, ...grads] : [pass, ...grads];
}

/** A scalar of a tensor in which its elements weigh differently. */
function weighted(given: Choices, out: string): string {
  const { tensor } = given.tensorNamed(out);
  if (tensor === undefined || given.chance.happens(0.5)) return `${out}.sum()`;
  return `${out}.mul(${given.like(tensor.shape, "float64")}).sum()`;
}

/** What is differentiated: a scalar of the tensor, or the tensor with weights for its elements. */
function differentiated(
  given: Choices,
  out: string,
): { readonly outputs: string; readonly options: readonly string[] } {
  const { tensor } = given.tensorNamed(out);
  if (tensor === undefined || given.chance.happens(0.7)) return { outputs: weighted(given, out), options: [] };
  const weights = given.like(tensor.shape, String(tensor.dtype).replace("torch.", ""));
  return { outputs: out, options: [`grad_outputs: ${weights}`] };
}

function made(source: string, ...uses: readonly string[]): Ending {
  return { source, uses, isNamed: true };
}
