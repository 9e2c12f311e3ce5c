const torch = require("gradlens");
const written = require("./required.cjs");
exports.named = "named";
exports.engine = torch.engine;
exports.required = [written.value, require("node:path").basename(__filename), require("./data2.json").x].join();
