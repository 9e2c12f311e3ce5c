import * as torch from "gradlens";
import { extensionless } from "./extensionless";
import { fromJs } from "./written.js";
import { fromMjs } from "./module.mjs";
import { indexed } from "./folder";
import { dotted } from "./dotted.name";
import { mapped } from "@mapped/thing";
import { based } from "lib/based";
import { plain } from "./plain.js";
import data from "./data.json";
import withAttributes from "./data.json" with { type: "json" };
import legacy, { named } from "./legacy.cjs";
import typed from "./typed";
import { installedModule } from "installed-module";
import installedCommonJs from "installed-commonjs";
import { view } from "./view";
import type { Nothing } from "./nothing";
import fs from "node:fs";
import path from "path";

class Kept {}
const queried = await import("./extensionless?second");
out("extensionless", extensionless);
out("queried is another instance", queried.state !== (await import("./extensionless")).state);
out("written.js", fromJs);
out("module.mjs", fromMjs);
out("folder", indexed);
out("dotted", dotted);
out("mapped", mapped);
out("based", based);
out("plain", plain);
out("data", data.한글, withAttributes === data);
out("legacy", legacy.named, named, legacy.required);
out("typed", typed.typedCommonJs);
out("installed", installedModule, installedCommonJs.value);
out("view", view);
out("builtins", typeof fs.readFileSync, path === (await import("node:path")).default);
out("one engine", torch.engine === installedCommonJs.engine, torch.engine === legacy.engine, torch.engine === (await import("gradlens")).engine, torch.engines());
out("class", Kept.name, new Kept().constructor.name);
out("url", import.meta.url === pathToFile("main.ts"), import.meta.filename.endsWith("main.ts"));
out("resolved", import.meta.resolve("./folder") === pathToFile("folder/index.ts"));
function pathToFile(name: string): string {
  return new URL(name, import.meta.url).href;
}
