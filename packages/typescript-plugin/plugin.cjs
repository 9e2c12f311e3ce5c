// A plugin of TypeScript's server: where a project cannot resolve "gradlens", it gets the declarations that come with the
// extension. Two folders up is the extension, both in a clone and in what is installed, where this is in node_modules.
const path = require("node:path");

const declarations = path.join(__dirname, "../../dist/declarations/index.d.ts");

module.exports = () => ({
  create({ languageService, languageServiceHost }) {
    const resolve = languageServiceHost.resolveModuleNameLiterals?.bind(languageServiceHost);
    if (resolve === undefined) return languageService;
    languageServiceHost.resolveModuleNameLiterals = (literals, ...rest) =>
      resolve(literals, ...rest).map((resolution, index) =>
        resolution.resolvedModule === undefined && literals[index].text === "gradlens"
          ? { ...resolution, resolvedModule }
          : resolution,
      );
    return languageService;
  },
});

const resolvedModule = { resolvedFileName: declarations, extension: ".d.ts", isExternalLibraryImport: true };
