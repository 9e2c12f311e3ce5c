import { KeyError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, pythonClass } from "./words.js";

export function parameterDictsOfWrongKind(value: unknown): Error {
  return new ValueError(
    `Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got ${pythonClass(value)}`,
  );
}

export function notOnlyDictionaries(): Error {
  return new ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries");
}

export function repeatedKeys(keys: readonly string[]): Error {
  return new ValueError(`${quoted(keys)} appeared in multiple dictionaries; behavior of functional call is ambiguous`);
}

export function tiedKeys(keys: readonly string[]): Error {
  return new ValueError(
    `functional_call got multiple values for keys ${quoted(keys)}, which are tied. Consider using tie_weights=False`,
  );
}

export function reparametrizing(module: string, unexpected: readonly string[], missing: readonly string[]): Error {
  const list = (what: string, keys: readonly string[]): string[] =>
    keys.length === 0
      ? []
      : [
          `${what} key(s): ${keys
            .toSorted()
            .map((key) => `'${key}'`)
            .join(", ")}.`,
        ];
  const messages = [...list("Unexpected", unexpected), ...list("Missing", missing)];
  return new RuntimeError(`Error(s) in reparametrizing for ${module}:\n\t${messages.join("\n\t")}`);
}

export function noSuchModule(module: string, name: string): Error {
  return new KeyError(`${module} has no attribute \`${name}\``);
}

export function emptyTensorName(): Error {
  return new KeyError(`tensor name can't be empty string ""`);
}

/** `name` is null for what is given, not held. */
export function noTensorToSwap(name: string | null, value: unknown): Error {
  const which = name === null ? "" : `attribute \`${name}\`: `;
  return new TypeError(`${which}${describeType(value)} is not an instance of torch.Tensor`);
}

export function noModelsToStack(): Error {
  return new RuntimeError("stack_module_state: Expected at least one model, got 0.");
}

export function modelsOfSeveralModes(): Error {
  return new RuntimeError("stack_module_state: Expected all models to have the same training/eval mode.");
}

export function modelsOfSeveralClasses(): Error {
  return new RuntimeError("stack_module_state: Expected all models to be of the same class.");
}

export function modelsRequireDifferently(name: string): Error {
  return new RuntimeError(`Expected ${name} from each model to have the same .requires_grad`);
}

function quoted(keys: readonly string[]): string {
  return `[${keys.map((key) => `'${key}'`).join(", ")}]`;
}
