export const installedModule = "untouched " + (() => installedModuleText()).toString();
function installedModuleText() {}
