export const fromMjs = "mts";
out("url of mts", import.meta.url.split("/").at(-1));
