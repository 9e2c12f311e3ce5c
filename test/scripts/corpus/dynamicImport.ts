const path = await import("node:path"); out(Object.keys(path).length > 5, path.join("a", "b"), (await import("node:path")).sep, typeof import.meta.url, typeof import.meta.resolve);
import("node:fs").then((m) => out(typeof m.readFileSync)); await new Promise((r) => setTimeout(r)); try { await import("./no" + "where.js"); } catch (e: any) { out(e.code); }
import * as fs from "node:fs"; import def, { posix } from "node:path"; import type { Stats } from "node:fs"; const s: Stats | null = null; out(s, typeof fs.statSync, posix === def.posix);
