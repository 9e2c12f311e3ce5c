export default (x: any) => [x, x].join();
out("the harness prints what is exported");
