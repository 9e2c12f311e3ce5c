import { viewOf } from "./elements.js";

const endOfDirectory = 0x06054b50;
const end64Locator = 0x07064b50;

/**
 * The CRC-32 that a zip claims of each of its files, in the order of its directory, which is at its end: a record of 46 bytes
 * for each file, followed by its name and other texts. It has been read once before, so that what it says is known to be in
 * the file; numbers that do not fit into 32 bits stand in an end record of their own (zip64).
 */
export function zipChecksums(bytes: Uint8Array): readonly number[] {
  const view = viewOf(bytes, 0);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== endOfDirectory) end--;
  const isLarge = end >= 20 && view.getUint32(end - 20, true) === end64Locator;
  const end64 = isLarge ? Number(view.getBigUint64(end - 12, true)) : 0;
  const count = isLarge ? Number(view.getBigUint64(end64 + 32, true)) : view.getUint16(end + 10, true);
  let at = isLarge ? Number(view.getBigUint64(end64 + 48, true)) : view.getUint32(end + 16, true);
  const checksums: number[] = [];
  for (let file = 0; file < count; file++) {
    checksums.push(view.getUint32(at + 16, true));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}
