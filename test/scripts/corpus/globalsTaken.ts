const __g = 1, __g1 = 2; out(__g + __g1, [__g].map((__g2x) => __g2x).join(), "__g3".length); function f(x: any) { return x; } out(f(__g));
