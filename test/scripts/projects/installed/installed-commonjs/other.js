exports.value = "commonjs";
