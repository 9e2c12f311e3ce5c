const f = (x = 3) => x; enum E { A = f(), B = 1 << 2, C = "x".length, D = f(7) } const enum K { A = 2, T = 5, S = "s" } enum S { data = "q", T = 9 }
out(E.A, E.B, E.C, E.D, E[3], K.A, K.T, K.S, S.data, S.T, S[9]); declare enum Ambient { A }
enum E { Z = f(11) } out(E.Z, Object.keys(E).length);
