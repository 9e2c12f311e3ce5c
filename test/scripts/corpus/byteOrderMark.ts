const [a] = [1];
out(a, String(2));
