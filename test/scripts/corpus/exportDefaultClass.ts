export default class { static n = this.name; }
out("the harness prints what is exported");
