const a: number = 1;
const 가 = 2, a = 3;
