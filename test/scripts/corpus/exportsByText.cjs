"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); Object.defineProperty(exports, "getter", { enumerable: true, get: function () { return 5; } }); exports.made = [1].join(); exports.later = void 0; exports.later = Number("3");
out("the harness prints what is exported");
