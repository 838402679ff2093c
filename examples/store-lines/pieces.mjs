// Cuts a file into the records it is stored as: a line with its line end is one record; a line
// that is longer than a page can take continues in the next record.

import { createReadStream } from "node:fs";

const NEWLINE = 0x0a;

/**
 * Yields `Buffer`s of 1..maxBytes bytes; joined they are the file, whatever its bytes are. Holds
 * little more than one chunk of the file in memory, however long its lines are.
 */
export async function* pieces(path, maxBytes) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (;;) {
      const lineEnd = rest.indexOf(NEWLINE, start) + 1;
      const wholeLine = lineEnd > 0 && lineEnd - start <= maxBytes;
      if (!wholeLine && rest.length - start < maxBytes) {
        break;
      }
      const end = wholeLine ? lineEnd : start + maxBytes;
      yield rest.subarray(start, end);
      start = end;
    }
    rest = rest.subarray(start);
  }
  // Shorter than maxBytes and without a line end, or nothing.
  if (rest.length > 0) {
    yield rest;
  }
}
