declare function out(...values: unknown[]): void;

//? later
const early = () => later; //? early.name
try {
  early(); //? later.w
} catch (error) {
  out((error as Error).message); //? error.message
}
const later = { w: 1, deep: undefined as any }; //? later.deep.w
out(later.w, later.deep); //? later.w.grad

let reads = 0;
const counted = {
  get boom(): number {
    throw new Error(`read ${reads++}`);
  },
  get self(): number {
    //? this.self
    return 7;
  },
};
out(counted.self); //? counted.boom

class Layer {
  #weight = 1;
  static count = 0;
  bias = [1, 2]; //? this.bias
  constructor(readonly scale = 2) {
    //? this.#weight
    out(this.#weight, this.scale); //? this.bias[0]
  }
  get doubled() {
    return this.#weight * 2; //? this.#weight
  }
  static {
    Layer.count++; //? this.count
    //? this.missing.w
  }
  grow(by: number) {
    if (by === 0) return this; //? this.#weight
    this.#weight += by;
    return this.grow(by - 1);
    //? by
  }
}
class Wide extends Layer {
  constructor() {
    //? this.bias
    super(3); //? this.bias!
    out(this.doubled);
    //? (this as Layer).scale
  }
}
out(new Wide().grow(3).doubled, Layer.count, Layer.name, Wide.length);

const add = (a: number) => (b: number) =>
  a + //? b
  b;
out(add(1)(2), add.name, add.length, add(1).name);

function* count(to: number) {
  for (let i = 0; i < to; i++) {
    const got: number = yield i; //? got
    if (got === 9) return (yield* [i])!; //? i
  }
  //? to
}
out([...count(3)].join());

async function load(value: Promise<number>) {
  const got = await value; //? got
  try {
    return await value; //? value
  } finally {
    out("finally", got); //? got
  }
}
out(await load(Promise.resolve(4)));

function leave(how: number) {
  switch (how) {
    case 0: //? how
    case 1:
      return; //? how
    case 2:
      break; //? how
    default:
      throw new Error("left"); //? how
  }
  return how; //? how
}
for (const how of [0, 1, 2]) out(leave(how)); //? how
try {
  leave(3); //? how
} catch ({ message, stack }: any) {
  out(message, /at leave/.test(stack)); //? message
}

const fail = (run: () => void) => {
  try {
    run(); //? run
  } catch (error) {
    out((error as Error).message); //? error
  }
};
const none: any = undefined; //? none.x.y
fail(() => none.x.y); //? none?.x
fail(() => (later as any).w()); //? later.w
fail(() => { const [a] = later as any; return a; }); //? a

const text = `${later.w //? text
} //? not this
`;
out(text);
if (later.w) out("then"); //? later.w
else out("else"); //? later.w
function empty(a = 1) {
  //? a
}
out(empty(), empty.length);
label: for (const a of [1, 2]) {
  //? a
  for (;;) continue label; //? a
}
var hoisted = 1
//? hoisted
;[hoisted] = [2] //? hoisted
out(hoisted)
export default function () {} //? early
export { text as shown }; //? text
// What is no path is left alone. //? out("never")
out("called"); //? out("never")
