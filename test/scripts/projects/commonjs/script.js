const { later } = require("./later");
out(this === module.exports, later, arguments.length, require("./typed").typed);
if (later) return;
