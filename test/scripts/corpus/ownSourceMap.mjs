const f = (x) => x;
out(f(1));
//# sourceMappingURL=nowhere.js.map
