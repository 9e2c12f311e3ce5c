globalThis.engineCount = (globalThis.engineCount ?? 0) + 1;
export const engine = {};
export const engines = () => globalThis.engineCount;
