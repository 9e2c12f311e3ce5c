import path = require("node:path");
const typedCommonJs: string = path.basename(__filename);
export = { typedCommonJs };
