/**
 * An error's text as it is compared: Python tells int from float and counts positions, JavaScript has one kind of number,
 * each language has its own names of types and its own words for a method that is not there, hooks have no name that
 * both know, and here a misspelt option is told the nearest one.
 */
export function comparable(text: string): string {
  return text
    .replace(/ \(position \d+\)/, "")
    .replace(/(not|got) (int|float)\b/g, "$1 number")
    .replace(/(must be [\w ]+, (?:but got|not)) \w+/g, "$1 another")
    .replace(/\bhook '[^']*'/, "a hook")
    .replace(/but hook returned '\w+'/, "but hook returned another")
    .replace(/ \((did you mean .*|it takes no options)\)$/, "")
    .replace(/^TypeError: [\w.]+\.(\w+) is not a function$/, "no method $1")
    .replace(/^AttributeError: (?:'Tensor' object|module '[\w.]+') has no attribute '(\w+)'.*$/s, "no method $1");
}
