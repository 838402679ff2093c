// A shutdown under full load: a workload, clients that write, watchers. Everybody gets a last word,
// the process ends in time, and what was acknowledged is there after the next start.

import assert from "node:assert/strict";
import { once } from "node:events";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { Service } from "./service.mjs";

const EXIT_MS_MAX = 30_000;
const WRITERS = 8;
const WATCHERS = 4;
const LOAD_MS = 4_000;
const GOING_AWAY = 1001;

it("SIGTERM under load loses nothing that was acknowledged", async (t) => {
  const service = await Service.start();
  try {
    await start(service, { mix: "a", keys: 5_000, threads: 4, duration_seconds: 3600 });
    const stop = { asked: false };
    const acknowledged = [];
    const writers = Array.from({ length: WRITERS }, (_, n) => write(service, n, acknowledged, stop));
    const streams = Array.from({ length: WATCHERS }, () => watchStream(service));
    const subscriptions = Array.from({ length: WATCHERS }, () => watchGraphQl(service));
    const idle = idleSocket(service);
    await sleep(LOAD_MS);

    const before = acknowledged.length;
    assert.ok(before > WRITERS, `only ${before} records were acknowledged`);
    const asked = Date.now();
    stop.asked = true;
    const { code, signal } = await service.terminate(EXIT_MS_MAX);
    const tookMs = Date.now() - asked;
    assert.ok(code === 143 || code === 0, `exit code ${code}, signal ${signal}`);

    await Promise.all(writers);
    for (const { closing, closeCode } of await Promise.all(streams)) {
      assert.equal(closing, "shutdown", "a watcher did not hear StreamClosing");
      assert.equal(closeCode, GOING_AWAY);
    }
    for (const { completed, closeCode } of await Promise.all(subscriptions)) {
      assert.ok(completed, "a subscription was not completed");
      assert.equal(closeCode, GOING_AWAY);
    }
    assert.equal(await idle, GOING_AWAY, "an idle socket was not closed");

    await service.restart();
    for (const { page, slot, text } of acknowledged) {
      const { data } = await service.rest("GET", `/pages/${page}/records/${slot}`);
      assert.equal(Buffer.from(data, "base64").toString(), text, `page ${page}, slot ${slot}`);
    }
    t.diagnostic(
      `${acknowledged.length} records acknowledged, ${acknowledged.length - before} of them after` +
        ` SIGTERM; the process ended after ${tookMs} ms (${code})`,
    );
  } finally {
    await service.stop();
  }
});

async function start(service, workload) {
  const answer = await fetch(`${service.origin}/api/v1/workloads`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(workload),
  });
  assert.equal(answer.status, 201, await answer.text());
}

/** Writes records, as fast as they are acknowledged, until the service takes no more. */
async function write(service, writer, acknowledged, stop) {
  let page = null;
  for (let n = 0; ; n++) {
    const text = `writer ${writer}, record ${n}, ${"x".repeat(n % 200)}`;
    try {
      page ??= (await service.rest("POST", "/pages")).page_id;
      const answer = await fetch(`${service.origin}/api/v1/storage/pages/${page}/records`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: text,
      });
      const body = await answer.json();
      if (answer.status === 201) {
        acknowledged.push({ page, slot: body.slot, text });
      } else if (body.code === "page-full") {
        page = null;
      } else {
        assert.ok(stop.asked && body.code === "busy", `${answer.status} ${JSON.stringify(body)}`);
        return;
      }
    } catch (e) {
      // The connection is gone: whatever was under way was not acknowledged.
      if (!stop.asked || e instanceof assert.AssertionError) {
        throw e;
      }
      return;
    }
  }
}

/** Resolves to the last word of a stream and the code that it was closed with. */
async function watchStream(service) {
  const socket = new WebSocket(service.ws("/api/v1/ws/storage/buffer-pool"));
  let closing = null;
  socket.on("message", (text) => {
    closing = JSON.parse(text).data.StreamClosing?.reason ?? closing;
  });
  const [closeCode] = await once(socket, "close");
  return { closing, closeCode };
}

/** Resolves to whether a subscription was completed, and the code its socket was closed with. */
async function watchGraphQl(service) {
  const closed = Promise.withResolvers?.() ?? deferred();
  const client = createClient({
    url: service.ws("/graphql"),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => {},
    on: { closed: (event) => closed.resolve(event.code) },
  });
  const completed = await new Promise((resolve) =>
    client.subscribe(
      { query: "subscription { bufferPoolEvents(intervalMs: 100) { cursor } }" },
      { next: () => {}, error: () => resolve(false), complete: () => resolve(true) },
    ),
  );
  return { completed, closeCode: await closed.promise };
}

/** A GraphQL socket that nobody uses; resolves to the code that it is closed with. */
async function idleSocket(service) {
  const socket = new WebSocket(service.ws("/graphql"), "graphql-transport-ws");
  socket.on("open", () => socket.send('{"type":"connection_init"}'));
  return (await once(socket, "close"))[0];
}

function deferred() {
  const it = {};
  it.promise = new Promise((resolve) => (it.resolve = resolve));
  return it;
}
