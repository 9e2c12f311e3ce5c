/**
 * An error's text as it is compared: Python tells int from float and counts positions, JavaScript has one kind of number,
 * a tensor's version counts PyTorch's own writes, too, each language has its own names of types and infinity, and its own words for a method that is not there and for arguments
 * too many; PyTorch's parser puts `special_` and `linalg_` before the functions of those namespaces, and calls the matrix that
 * its documentation calls A the input; a hook has no name that both know, and a misspelt option is told the nearest one.
 */
export function comparable(text: string): string {
  return (
    text
      .replace(/ \(position \d+\)/, "")
      .replace(/(not|got) (int|float)\b/g, "$1 number")
      .replace(/(must be [\w. ]+, (?:but got|not)) [\w.]+/g, "$1 another")
      .replace(
        /(found element of type|ints,but got|expected Tensor as element \d+ in argument \d+, but got) \w+/,
        "$1 another",
      )
      .replace(/\bNone\b/g, "null")
      .replace(/must be an array of/, "must be tuple of")
      .replace(/^TypeError: (?:special|linalg)_(\w+\(\))/, "TypeError: $1")
      .replace(/argument '[Ax]' must be/, "argument 'input' must be")
      .replace(/\bInfinity\b/, "inf")
      .replace(
        /is at version (\d+); expected version (\d+)/,
        (_, now, then) => `is ${Number(now) - Number(then)} versions on`,
      )
      .replace(/takes .* positional arguments? but \d+ (were|was) given/, "takes fewer positional arguments")
      .replace(/(?:Tensor\.|torch\.)?\w+\(\) takes no arguments \(\d+ given\)/, "takes fewer positional arguments")
      .replace(/\w+\(\) takes fewer/, "takes fewer")
      // Python tells where in a list only if that is not given by its name.
      .replace(/must be tuple of ints, but found element of type \w+ at pos 0/, "must be tuple of ints, not another")
      // What a function of the script throws comes back from Python in a class of its own.
      .replace(/^\w+: (Cannot read properties of|firstOf)( undefined)?/, (_, what: string, nothing?: string) =>
        nothing === undefined ? what : `${what} null`,
      )
      // A number that C++ prints as the tensor that it is.
      .replace(/\n\[ torch\.\w+Tensor\{\} \]/, "")
      .replace(/\bhook '[^']*'/, "a hook")
      .replace(/but hook returned '\w+'/, "but hook returned another")
      .replace(/ \((did you mean .*|it takes no options)\)$/, "")
      .replace(/^(?:TypeError: )?.*\.(\w+) is not a function$/, "no method $1")
      .replace(
        /^AttributeError: (?:'(?:Tensor|RemovableHandle|torch\.dtype)' object|module '[\w.]+') has no attribute '(\w+)'.*$/s,
        "no method $1",
      )
  );
}
