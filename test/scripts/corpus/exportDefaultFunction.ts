export default function () { return 1; }
export const named = Number("1"); export const { a, b: [c] } = { a: 1, b: [2] }; export let later: any; later = Number("3"); export { c as renamed }; out(named, a, c, later);
out("the harness prints what is exported");
