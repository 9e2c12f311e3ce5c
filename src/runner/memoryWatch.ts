const intervalMs = 25;

/**
 * Calls `exceeded` once when this process holds more than `limitMB`. Limits of V8 do not count typed arrays; the memory
 * that the process holds counts everything.
 */
export function watchMemory(limitMB: number, exceeded: () => void): { dispose(): void } {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= limitMB * 2 ** 20) return;
    clearInterval(timer);
    exceeded();
  }, intervalMs);
  return { dispose: () => clearInterval(timer) };
}
