import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "./service.mjs";

const WEB_SOCKET = typeof WebSocket === "undefined" ? ["--experimental-websocket"] : [];
const STORE_LINES = join(ROOT, "examples/store-lines/store-lines.mjs");
const WATCH = join(ROOT, "examples/watch/watch.mjs");

const FILES = {
  "ordinary lines": Buffer.from(Array.from({ length: 3000 }, (_, i) => `line ${i}\n`).join("")),
  "no last line end": Buffer.from("first\nsecond"),
  "CRLF and empty lines": Buffer.from("\r\na\r\n\r\n\n\n\nb\r\n"),
  "bytes that are no text": randomBytes(100_000),
  "a line of many pages": Buffer.from(`short\n${"x".repeat(150_000)}\nshort again\n`),
  "lines about as long as a page": Buffer.from(
    Array.from({ length: 60 }, (_, i) => "y".repeat(4040 + i) + "\n").join(""),
  ),
  "nothing": Buffer.alloc(0),
};

export function examples(service) {
  for (const [name, content] of Object.entries(FILES)) {
    it(`store-lines brings back ${name}`, async () => {
      const dir = mkdtempSync(join(tmpdir(), "vitrine-lines-"));
      try {
        const source = join(dir, "in");
        const copy = join(dir, "out");
        writeFileSync(source, content);
        const { stdout } = await promisify(execFile)(process.execPath, [
          ...WEB_SOCKET,
          "--no-warnings",
          STORE_LINES,
          source,
          `--url=${service().origin}`,
          `--out=${copy}`,
          "--delete",
        ]);
        assert.match(stdout, /identical, byte for byte/);
        assert.match(stdout, /meanwhile: \d+ hits, \d+ misses, \d+ evictions, \d+ flushes$/m);
        assert.ok(readFileSync(copy).equals(content));
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    });
  }

  it("watch prints what happens", async () => {
    const watcher = spawn(process.execPath, [
      ...WEB_SOCKET,
      "--no-warnings",
      WATCH,
      "buffer-pool",
      service().ws(""),
    ]);
    try {
      let pageId = null;
      let printed = "";
      for await (const chunk of watcher.stdout.setEncoding("utf8")) {
        printed += chunk;
        pageId ??= await service().flushSomePage();
        if (new RegExp(`PageFlushed +\\{.*"page_id":${pageId}\\b`).test(printed)) {
          break;
        }
      }
      assert.match(printed, /StreamOpened/);
      assert.match(printed, /PageFlushed/);
    } finally {
      watcher.kill("SIGTERM");
    }
  });
}
