import { NotImplementedError, RuntimeError } from "./kinds.js";
import { describeType } from "./words.js";

export function noForward(): Error {
  return new NotImplementedError("You must implement the forward function for custom autograd.Function.");
}

export function noBackward(): Error {
  return new NotImplementedError(
    "You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.",
  );
}

export function backwardAndVjp(): Error {
  return new RuntimeError(
    "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only implement one of them.",
  );
}

export function applyWithoutClass(): Error {
  return new TypeError("apply was taken off its class: as a value, write (...args) => MyFunction.apply(...args)");
}

export function functionInstantiated(): Error {
  return new RuntimeError(
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)",
  );
}

export function wrongGradientCount(node: string, expected: number, got: number): Error {
  return new RuntimeError(
    `function ${node} returned an incorrect number of gradients (expected ${expected}, got ${got})`,
  );
}

export function gradientOfNoTensor(node: string, position: number): Error {
  return new RuntimeError(
    `function ${node} returned a gradient different than None at position ${position}, but the corresponding forward input was not a Variable`,
  );
}

export function gradientOfWrongKind(value: unknown): Error {
  return new RuntimeError(`expected Variable or None (got ${describeType(value)})`);
}

export function savedNoTensor(method: string, value: unknown, index: number): Error {
  return new TypeError(`${method} can only save variables, but argument ${index} is of type ${describeType(value)}`);
}

export function markedNoTensor(method: string, value: unknown, index: number): Error {
  return new RuntimeError(
    `${method} can only accept variables, but argument ${index} is of type ${describeType(value)}`,
  );
}

export function dirtyLeaf(): Error {
  return new RuntimeError("a leaf Variable that requires grad has been used in an in-place operation.");
}

export function dirtyNotReturned(): Error {
  return new RuntimeError(
    "Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified inplace must all be outputs of the Function.",
  );
}

export function dirtyViewOfMany(): Error {
  return new RuntimeError(
    "If your Function modifies inplace an input that is a view of another Tensor, your Function cannot return more than one Tensor. This is not supported by the current autograd engine. You should either make sure the input is not a view (using .clone() for example) or make your Function only return one Tensor (potentially splitting it into two Functions: one doing the inplace that returns a single Tensor and a second one that does the other operations). You can ask on the forum https://discuss.pytorch.org/ if you need help to do this change.",
  );
}

export function returnedInputSaved(): Error {
  return new RuntimeError(
    "An input that has been returned as-is as output is being saved for backward. This is not supported if you override setup_context. You should return and save a view of the input instead, e.g. with x.view_as(x) or setup ctx inside the forward function itself.",
  );
}

export function differentiatedTwice(): Error {
  return new RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable");
}
