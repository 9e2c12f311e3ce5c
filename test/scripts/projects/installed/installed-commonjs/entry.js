module.exports = { value: require("./other").value, engine: require("gradlens").engine };
