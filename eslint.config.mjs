import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "build/", "test/scripts/", "**/node_modules/"] },
  tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/unified-signatures": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      eqeqeq: "error",
      "prefer-const": "error",
      // How a function of the engine sees arguments that it has no parameter for.
      "prefer-rest-params": "off",
      "no-restricted-properties": ["error", { property: "only", message: "Every test runs." }],
    },
  },
  {
    files: ["**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
