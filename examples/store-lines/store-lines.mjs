#!/usr/bin/env node
// Stores a file, line by line, as records on many pages; reads it back in order, compares it byte
// for byte, and watches the buffer pool meanwhile. See README.md.

import { open, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { pieces } from "./pieces.mjs";
import { PageStore } from "./page-store.mjs";
import { PoolWatcher } from "./pool-watcher.mjs";

const PARALLEL_MAX = 64;
const READ_WINDOW = 32;
const REPORT_EVERY_MS = 5000;

/**
 * Fills `parallel` pages at once. Resolves to the index, one handle for each piece in the file's
 * order, and the pages used.
 */
async function store(path, pageStore, parallel) {
  const first = await pageStore.createPage();
  const source = pieces(path, await pageStore.maxRecordBytes(first));
  const index = [];
  const pages = [first];
  let next = 0;
  let bytes = 0;

  const newPage = async () => {
    const page = await pageStore.createPage();
    pages.push(page);
    return page;
  };
  const fill = async (worker) => {
    let page = worker === 0 ? first : null;
    // An async generator answers in the order it is asked, so numbers and pieces agree.
    for (;;) {
      const number = next++;
      const { value: piece, done } = await source.next();
      if (done) {
        return;
      }
      page ??= await newPage();
      let handle = await pageStore.insertRecord(page, piece);
      if (handle === null) {
        page = await newPage();
        handle = await pageStore.insertRecord(page, piece);
      }
      if (handle === null) {
        throw new Error(`${piece.length} bytes do not fit on an empty page`);
      }
      index[number] = handle;
      bytes += piece.length;
    }
  };
  await Promise.all(Array.from({ length: parallel }, (_, worker) => fill(worker)));
  return { index, pages, bytes };
}

/** Yields the records in the file's order, reading a few ahead. */
async function* restore(index, pageStore) {
  const ahead = [];
  for (let i = 0; i < index.length || ahead.length > 0; ) {
    while (i < index.length && ahead.length < READ_WINDOW) {
      const reading = pageStore.getRecord(index[i++]);
      reading.catch(() => {}); // It is awaited below, in its turn.
      ahead.push(reading);
    }
    yield await ahead.shift();
  }
}

/** Reads everything back and compares it with the file; writes it to `out` if there is one. */
async function compare(path, index, pageStore, out) {
  const original = await open(path);
  const copy = out === undefined ? null : await open(out, "w");
  try {
    let position = 0;
    for await (const record of restore(index, pageStore)) {
      const expected = Buffer.alloc(record.length);
      const { bytesRead } = await original.read(expected, 0, record.length, position);
      if (bytesRead !== record.length || !expected.equals(record)) {
        throw new Error(`what came back differs from ${path} after byte ${position}`);
      }
      await copy?.writeFile(record);
      position += record.length;
    }
    const { size } = await original.stat();
    if (position !== size) {
      throw new Error(`${position} bytes came back of ${size}`);
    }
  } finally {
    await original.close();
    await copy?.close();
  }
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:8080" },
      parallel: { type: "string", default: "8" },
      index: { type: "string" },
      out: { type: "string" },
      delete: { type: "boolean", default: false },
    },
  });
  const parallel = Number(values.parallel);
  if (positionals.length !== 1 || !(parallel >= 1 && parallel <= PARALLEL_MAX)) {
    throw new Error(
      "usage: node store-lines.mjs FILE [--url URL] [--parallel 1..64] [--index FILE] " +
        "[--out FILE] [--delete]",
    );
  }
  return { ...values, parallel, path: positionals[0] };
}

async function timed(what, count, bytes, action) {
  const start = performance.now();
  const result = await action();
  const seconds = (performance.now() - start) / 1000;
  const n = count(result);
  const rate = Math.round(n / seconds);
  const mbps = (bytes(result) / seconds / 1e6).toFixed(2);
  console.log(`${what} ${n} records in ${seconds.toFixed(2)} s: ${rate} records/s, ${mbps} MB/s`);
  return result;
}

function reportPool(watcher) {
  const s = watcher.stats;
  if (s !== null) {
    console.log(
      `pool: ${s.used_pages} of ${s.total_pages} frames used, ${s.dirty_pages} dirty, ` +
        `hit rate ${(100 * s.hit_rate).toFixed(1)} %`,
    );
  }
  console.log(
    `meanwhile: ${watcher.count("PageHit")} hits, ${watcher.count("PageMiss")} misses, ` +
      `${watcher.count("PageEvicted")} evictions, ${watcher.count("PageFlushed")} flushes` +
      (watcher.gaps > 0 ? ` at least (${watcher.gaps} gaps)` : ""),
  );
}

async function main() {
  const { path, url, parallel, index: indexFile, out, delete: deleteAfter } = options();
  const pageStore = new PageStore(url);
  const watcher = PoolWatcher.available() ? await PoolWatcher.open(url) : null;
  if (watcher === null) {
    console.log("not watching: use Node 22, or node --experimental-websocket");
  }

  const ticker = watcher && setInterval(() => reportPool(watcher), REPORT_EVERY_MS);
  const { index, pages, bytes } = await timed(
    "stored",
    (stored) => stored.index.length,
    (stored) => stored.bytes,
    () => store(path, pageStore, parallel),
  );
  console.log(`pages: ${pages.length}, ${parallel} filled at once`);
  if (indexFile !== undefined) {
    await writeFile(indexFile, JSON.stringify(index));
  }
  await timed(
    "read back",
    () => index.length,
    () => bytes,
    () => compare(path, index, pageStore, out),
  );
  clearInterval(ticker);
  console.log("identical, byte for byte");
  if (deleteAfter) {
    for (const page of pages) {
      await pageStore.deletePage(page);
    }
  }
  if (watcher !== null) {
    await watcher.close();
    reportPool(watcher);
  }
}

main().catch((e) => {
  console.error(e.message, e.cause?.message ?? "");
  process.exit(1);
});
