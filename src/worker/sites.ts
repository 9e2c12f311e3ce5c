/**
 * Where in the script the op is that comes next. The instrumented script sets it after a call's arguments were evaluated;
 * library code inherits it; 0 is an unknown place.
 */
let current = 0;

export function currentSite(): number {
  return current;
}

export function setSite(site: number): void {
  current = site;
}
