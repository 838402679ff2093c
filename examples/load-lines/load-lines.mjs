#!/usr/bin/env node
// Loads a file, line by line, into an ordered record file; scans it back, up and down, and compares
// it byte for byte. See README.md.

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { linesOf } from "./lines.mjs";
import { RecordFile } from "./record-file.mjs";

const KEY_DIGITS = 10;

/** Text as text, other bytes in base64, as a bulk load takes them. */
function field(name, bytes) {
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes)
    ? { [name]: text }
    : { [`${name}_base64`]: bytes.toString("base64") };
}

function bytes(record, name) {
  const text = record[name];
  return text === undefined
    ? Buffer.from(record[`${name}_base64`], "base64")
    : Buffer.from(text, "utf8");
}

/** A record for each line, under its number. */
async function* records(path) {
  let number = 0;
  for await (const line of linesOf(createReadStream(path))) {
    number++;
    yield { key: String(number).padStart(KEY_DIGITS, "0"), ...field("value", line) };
  }
}

/** Scans up and compares with the file; answers how many records there were. */
async function compareUp(path, file) {
  const original = await open(path);
  try {
    let position = 0;
    let count = 0;
    for await (const record of file.scan()) {
      const value = bytes(record, "value");
      const expected = Buffer.alloc(value.length);
      const { bytesRead } = await original.read(expected, 0, value.length, position);
      if (bytesRead !== value.length || !expected.equals(value)) {
        throw new Error(`what came back differs from ${path} after byte ${position}`);
      }
      position += value.length;
      count++;
    }
    const { size } = await original.stat();
    if (position !== size) {
      throw new Error(`${position} bytes came back of ${size}`);
    }
    return count;
  } finally {
    await original.close();
  }
}

/** Scans down and counts the line numbers back. */
async function compareDown(count, file) {
  let left = count;
  for await (const record of file.scan({ descending: true })) {
    if (Number(record.key) !== left) {
      throw new Error(`${record.key} came where ${left} was due`);
    }
    left--;
  }
  if (left !== 0) {
    throw new Error(`${left} records did not come back`);
  }
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:8080" },
      name: { type: "string", default: "lines" },
      drop: { type: "boolean", default: false },
    },
  });
  if (positionals.length !== 1) {
    throw new Error("usage: node load-lines.mjs FILE [--url URL] [--name NAME] [--drop]");
  }
  return { ...values, path: positionals[0] };
}

async function timed(what, action) {
  const start = performance.now();
  const count = await action();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what} ${count} records in ${seconds.toFixed(1)} s`);
  return count;
}

async function main() {
  const { url, name, drop, path } = options();
  const file = new RecordFile(url, name);
  await file.create();
  const loaded = await timed("loaded", async () => {
    const end = await file.load(records(path), (step) =>
      console.log(`  ${step.settled_lines} lines, ${step.bytes_received} bytes`),
    );
    for (const { line, reason } of end.refused_lines) {
      console.error(`  line ${line}: ${reason}`);
    }
    if (end.state !== "done" || end.refused > 0) {
      throw new Error(`the load is ${end.state}, ${end.refused} lines were refused: ${end.error}`);
    }
    return end.created + end.replaced;
  });
  const count = await timed("scanned up and compared", () => compareUp(path, file));
  if (count !== loaded) {
    throw new Error(`${count} records came back of ${loaded}`);
  }
  await timed("scanned down", async () => {
    await compareDown(count, file);
    return count;
  });
  console.log(await file.statistics());
  if (drop) {
    await file.drop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
