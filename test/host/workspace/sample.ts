// A small file for tests of the editor: it needs nothing from anywhere.
const learningRate = 0.01;
const steps = [1, 2, 3].map((step) => step * learningRate);
console.log(steps);
export {};
