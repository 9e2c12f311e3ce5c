const r = /a(b)?[/]\/(?<n>c)/u; out(r.test("ab//c"), "x/y".split(/\//g).join(), /[)]/.exec(")")![0], 4 / 2 / Number("1")); const g = Number("8") / 2; out(g /2/ 1);
