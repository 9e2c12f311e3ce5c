out(import.meta.url.startsWith("file:"), typeof this, (() => this)() === undefined, typeof import.meta.dirname, import.meta.url.split("/").at(-1)!.split(".").length > 1);
