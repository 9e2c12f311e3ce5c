const o: any = { T: { v: () => 4 } };
export default o.T.v()
out("the harness prints what is exported");
