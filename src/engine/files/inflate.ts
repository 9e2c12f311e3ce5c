import { gunzipSync, unzipSync, type UnzipFileInfo } from "fflate";
import { badFile } from "../errors.js";
import { viewOf } from "./elements.js";
import { zipChecksums } from "./zipChecksums.js";

/** What the files of one archive may grow to. */
const largest = 2 ** 30;

/** Deflate makes at most 258 bytes of 2 bits; a file that claims more lies. */
const highestRatio = 1032;

/** The contents of a gzip file; the bytes as they are if it is none. Nothing is allocated for a size that cannot be true. */
export function gunzipped(file: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (bytes.length < 18) throw badFile(file, "gzip", `it has ${bytes.length} bytes, and 18 are the fewest`);
  const trailer = viewOf(bytes, bytes.length - 8);
  const size = trailer.getUint32(4, true);
  checkSize(file, "gzip", size, bytes.length);
  const contents = attempt(file, "gzip", () => gunzipSync(bytes));
  if (contents.length !== size || checksum(contents) !== trailer.getUint32(0, true))
    throw badFile(file, "gzip", "its contents do not fit the length and checksum at its end");
  return contents;
}

/** The files in a zip by their names. Nothing is allocated for sizes that cannot be true, or that are too much together. */
export function unzipped(file: string, bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const names = new Set<string>();
  let packed = 0;
  let total = 0;
  const sizes = new Map<string, number>();
  const check = ({ name, size, originalSize, compression }: UnzipFileInfo): boolean => {
    const fault = (what: string): Error => badFile(file, "zip", `${JSON.stringify(name)} ${what}`);
    if (names.has(name)) throw fault("stands twice in it");
    if (compression !== 0 && compression !== 8)
      throw fault(`is compressed by method ${compression}: 0 and 8 can be read`);
    if (compression === 0 && size !== originalSize)
      throw fault(`is not compressed, and has two sizes: ${size} and ${originalSize}`);
    names.add(name);
    sizes.set(name, originalSize);
    packed += size;
    total += originalSize;
    if (!(packed <= bytes.length)) throw fault("overlaps another file in it, or goes beyond its end");
    checkSize(file, "zip", originalSize, size);
    checkSize(file, "zip", total, bytes.length);
    return true;
  };
  const files = attempt(file, "zip", () => unzipSync(bytes, { filter: check }));
  const claimed = attempt(file, "zip", () => zipChecksums(bytes));
  for (const [i, [name, size]] of [...sizes].entries()) {
    const contents = files[name];
    if (contents?.length !== size)
      throw badFile(file, "zip", `${JSON.stringify(name)} is damaged: it is not the ${size} bytes long that it claims`);
    if (checksum(contents) !== claimed[i]) throw badFile(file, "zip", `Bad CRC-32 for file ${JSON.stringify(name)}`);
  }
  return files;
}

function checkSize(file: string, format: string, size: number, packed: number): void {
  if (!(size <= largest)) throw badFile(file, format, `it claims to become ${size} bytes; ${largest} is the most`);
  if (size > packed * highestRatio)
    throw badFile(file, format, `it claims to become ${size} bytes, which ${packed} compressed bytes cannot`);
}

function attempt<T>(file: string, format: string, inflate: () => T): T {
  try {
    return inflate();
  } catch (error) {
    // What the filter threw says what is wrong already; the library's own errors are of its own kind, or RangeErrors and the like.
    throw error instanceof Error && error.message.startsWith(`${file}: `)
      ? error
      : badFile(file, format, (error as Error).message);
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32, as gzip and zip have it. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255]!;
  return ~crc >>> 0;
}
