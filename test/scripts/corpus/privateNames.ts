class A { #v = 3; #f() { return this.#v; } static #s(x = 5) { return x; } get #T() { return this.#v * 2; } g() { this.#v = Number("4"); return [this.#f(), this.#T, #v in this].join(); } static t() { return A.#s() + A.#s(1); } }
out(new A().g(), A.t());
