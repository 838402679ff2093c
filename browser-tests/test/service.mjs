// The packaged service as a process of its own: a free port, a data directory that is thrown away.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const ROOT = resolve(import.meta.dirname, "../..");
/** Screenshots and the service's log. */
export const ARTIFACTS = join(ROOT, "target/browser");

const JVM_FLAGS = ["--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"];
const START_MS_MAX = 60_000;
const STOP_MS_MAX = 20_000;

export class Service {
  #process;
  #dataDir;

  /** Starts the service and waits until it says that it is healthy. */
  static async start() {
    const service = new Service();
    service.port = await freePort();
    service.origin = `http://127.0.0.1:${service.port}`;
    service.#dataDir = mkdtempSync(join(tmpdir(), "vitrine-browser-"));
    await service.restart();
    return service;
  }

  /** Starts the process again, over the same data. */
  async restart() {
    this.#spawn();
    try {
      await this.#healthy();
    } catch (e) {
      await this.stop().catch(() => {});
      throw e;
    }
  }

  /** Sends SIGTERM and resolves to how the process ended; rejects when it has not in time. */
  async terminate(msMax) {
    const child = this.#process;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const ended = await Promise.race([exited, sleep(msMax, null, { ref: false })]);
    if (ended === null) {
      throw new Error(`the service did not stop within ${msMax} ms of SIGTERM`);
    }
    const [code, signal] = ended;
    return { code, signal };
  }

  /** Asks it to stop and waits until it has; a service that does not is an error. */
  async stop() {
    const child = this.#process;
    try {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        const inTime = await Promise.race([
          exited.then(() => true),
          sleep(STOP_MS_MAX, false, { ref: false }),
        ]);
        if (!inTime) {
          child.kill("SIGKILL");
          throw new Error(`the service did not stop within ${STOP_MS_MAX} ms of SIGTERM`);
        }
      }
    } finally {
      rmSync(this.#dataDir, { recursive: true, force: true });
    }
  }

  /** The address of a WebSocket endpoint. */
  ws(path) {
    return `ws://127.0.0.1:${this.port}${path}`;
  }

  /** A REST call; throws unless it succeeds. Resolves to the JSON answer, or null without one. */
  async rest(method, path, body) {
    const answer = await fetch(`${this.origin}/api/v1/storage${path}`, {
      method,
      headers: { accept: "application/json", ...(body && { "content-type": "application/octet-stream" }) },
      body,
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text === "" ? null : JSON.parse(text);
  }

  /** Makes a dirty page and flushes it: a `PageFlushed` for the page id that it resolves to. */
  async flushSomePage() {
    const { page_id: pageId } = await this.rest("POST", "/pages");
    await this.rest("POST", `/pages/${pageId}/records`, "seen through glass");
    await this.rest("POST", `/buffer-pool/pages/${pageId}/flush`);
    return pageId;
  }

  #spawn() {
    mkdirSync(ARTIFACTS, { recursive: true });
    const java = execFileSync(join(ROOT, "scripts/java25"), { encoding: "utf8" }).trim();
    this.#process = spawn(
      java,
      [
        ...JVM_FLAGS,
        "-jar",
        jar(),
        `--server.port=${this.port}`,
        `--vitrine.data-dir=${join(this.#dataDir, "data")}`,
      ],
      { cwd: this.#dataDir, stdio: ["ignore", "pipe", "pipe"] },
    );
    const log = createWriteStream(join(ROOT, this.#log()), { flags: "a" });
    this.#process.stdout.pipe(log, { end: false });
    this.#process.stderr.pipe(log, { end: false });
    const child = this.#process;
    process.once("exit", () => child.kill("SIGKILL"));
  }

  #log() {
    return `target/browser/service-${this.port}.log`;
  }

  async #healthy() {
    const deadline = Date.now() + START_MS_MAX;
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null) {
        throw new Error(`the service ended (${this.#process.exitCode}); see ${this.#log()}`);
      }
      const answer = await fetch(`${this.origin}/actuator/health`).catch(() => null);
      if (answer?.ok && (await answer.json()).status === "UP") {
        return;
      }
      await sleep(200);
    }
    throw new Error(`the service was not healthy within ${START_MS_MAX} ms`);
  }
}

function jar() {
  const target = join(ROOT, "target");
  const jars = readdirSync(target).filter((name) => /^vitrine-.*\.jar$/.test(name));
  if (jars.length !== 1) {
    throw new Error(`expected one jar in target/, found [${jars}]; run ./mvnw clean package`);
  }
  return join(target, jars[0]);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
