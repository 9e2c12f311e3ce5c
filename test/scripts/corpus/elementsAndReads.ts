declare function out(...values: unknown[]): void;

const attempt = (run: () => unknown) => {
  try {
    out(run());
  } catch (error) {
    out((error as Error).message);
  }
};
const show = (...values: unknown[]) => values.map(String).join("|");
const make = (value: number) => ({ value, grad: 1, self: null as any, toString: () => `#${value}` });

const w = make(1);
const __proto__ = { inherited: 2 };
const params: any = { w, "b": make(2), c: () => 1, d: class {}, e: function () {}, f: (0, () => 1), [`g`]: make(3), __proto__, get h() { out("get h"); return make(4); } };
out(Object.keys(params).join(), params.w === w, params.inherited, params.c.name, params.d.name, params.e.name, params.f.name);
const { prototype } = { prototype: make(5) };
const other: any = { __proto__: { inherited: 3 }, w: make(6), ...params, b: make(7) };
out(other.inherited, show(other.w, other.b, other.h), Object.getPrototypeOf(other).inherited);

const list: any[] = [w, , make(8), [make(9)], ...[make(10)], make(11)];
out(list.length, 1 in list, show(list[0], list[2], list[3][0], list[4]));
let i = 0;
out(show(list[i], list[i++], list[++i], list[i]!, (list[i] as any)), i);

const proxy: any = new Proxy({}, { get: (_, key) => (out(`read ${String(key)}`), key === "grad" ? { value: 1 } : undefined) });
attempt(() => show(proxy.a, proxy?.b, proxy[i], [proxy.c], { d: proxy.d }, `${proxy.e}`, proxy.f ?? proxy.g));
attempt(() => proxy.grad.value);
attempt(() => show(params.w.grad, params.w?.grad, params.none?.grad, params?.w!.grad));
params.w.grad = 5;
params.w.grad += 1;
delete params.w.grad;
out(params.w.grad);
[params.w.grad] = [7];
for (params.w.grad of [8]);
out(params.w.grad++, w.grad)

attempt(() => params.none.grad);
attempt(() => show(params.none.grad.value));
attempt(() => params.none.grad.value());
attempt(() => params.w.grad());
attempt(() => params.w.grad.value());
attempt(() => list[i].missing());
attempt(() => list[i](params.w));
attempt(() => params.w(params.b)(1));
attempt(() => [params.w, params.b].missing());
attempt(() => ({ a: params.w }).missing());
attempt(() => (params.c ? params.w : params.b).missing());
attempt(() => (params.none ?? params.w).missing());
attempt(() => `${params.w}`.missing());
attempt(() => new params.w(params.b));
attempt(() => { const [a] = params.w; return a; });
attempt(() => { const { a } = params.none; return a; });
attempt(() => { for (const a of params.w) out(a); });
attempt(() => { for (const a of [params.w, params.b]) out(a); });
attempt(() => { const [a, b] = [params.w, params.b]; return show(a, b); });
attempt(() => show(...params.w));
attempt(() => params.w in params.b);
attempt(() => params.c instanceof params.w);
attempt(() => [...list[i]]);
attempt(() => ((params.w = 1), params.missing(params.w)));
params.w = w;

class Base {
  list = [make(20), { w: make(21) }];
  static table = { w: make(22), fn() {}, arrow: () => 1 };
  #hidden = { w: make(23) };
  get hidden() {
    return this.#hidden.w;
  }
  method(this: any, i = 1) {
    return show(this.list[0], this.list[i].w, Base.table.w, this.hidden, super.toString === Object.prototype.toString);
  }
}
class Derived extends Base {
  constructor(readonly extra: any) {
    super();
    this.list = [...this.list, extra.w, this.extra];
  }
  override method() {
    return show(super.method(), this.list[2], this.extra.w);
  }
}
out(new Derived({ w: make(24), toString: () => "extra" }).method(), Base.table.fn.name, Base.table.arrow.name);

function* each(source: any) {
  const got: any = yield source.w;
  yield* [source.b, got];
}
const iterator = each(params);
out(show(iterator.next().value, iterator.next(params.b).value, iterator.next().value));

const tag = (texts: TemplateStringsArray, ...values: unknown[]) => texts.raw.join("_") + show(...values);
out(tag`a${params.w}b${list[0]}`);
const lazy = async () => params.b;
out(String(await lazy()));
let assigned: any = null;
assigned ??= { w: make(30) };
assigned.list = [make(31)];
assigned.list += [make(32)];
out(show(assigned.w), assigned.list);
const nameless = [() => 1, class {}, function () {}];
out(nameless.map(({ name }) => `<${name}>`).join());
export const exported = { a: params.b.value, list: [list.length] };
export default { w: show(params.w) };
out(show(prototype));
