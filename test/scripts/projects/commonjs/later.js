exports.later = 010;
