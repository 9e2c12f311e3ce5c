interface Nothing {
  readonly a: string;
}
const rows: number[][] = [[1, 2], [3, 4]];
function 더하기(x: number, y: number): number {
  const 합 = x + y; return identity(합) + identity(1);
}
const identity = (x: number): number => x;
for (const [a, b] of rows) {
  const total = 더하기(a!, b!);
  identity(total);
}
const last = rows.map((row) => row.length);
out(last.join());
