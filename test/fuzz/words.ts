/**
 * An error's text as it is compared: Python tells int from float and counts positions, JavaScript has one kind of number,
 * and each language has its own words for a method that is not there.
 */
export function comparable(text: string): string {
  return text
    .replace(/ \(position \d+\)/, "")
    .replace(/(not|got) (int|float)\b/g, "$1 number")
    .replace(/^TypeError: \w+\.(\w+) is not a function$/, "no method $1")
    .replace(/^AttributeError: 'Tensor' object has no attribute '(\w+)'.*$/s, "no method $1");
}
