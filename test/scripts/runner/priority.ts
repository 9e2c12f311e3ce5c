import { execFileSync } from "node:child_process";
import { getPriority } from "node:os";

console.log("script", getPriority());
console.log("child", Number(execFileSync(process.execPath, ["-p", "os.getPriority()"])));
