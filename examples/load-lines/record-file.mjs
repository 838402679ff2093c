import { request } from "node:http";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { linesOf } from "./lines.mjs";

const NDJSON = "application/x-ndjson";
const BATCH_CHARS = 64 * 1024;

/** An ordered record file of the service. */
export class RecordFile {
  #files;
  #name;

  constructor(url, name) {
    this.#files = new URL("/api/v1/storage/records", url);
    this.#name = name;
  }

  #address(path = "") {
    return new URL(`${this.#files.pathname}/${this.#name}${path}`, this.#files);
  }

  /** Creates the file; one that is there already is used as it is. */
  async create() {
    const answer = await fetch(this.#files, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: this.#name }),
    });
    if (!answer.ok && (await answer.json()).code !== "record-file-exists") {
      throw new Error(`the record file could not be created: ${answer.status}`);
    }
  }

  async drop() {
    await fetch(this.#address(), { method: "DELETE" });
  }

  async statistics() {
    const answer = await fetch(this.#address("?statistics=true"));
    return (await answer.json()).statistics;
  }

  /**
   * Uploads records as they come, no faster than they are stored, and tells the steps meanwhile.
   * Resolves to the end. With node:http, because fetch answers only when all is sent.
   */
  async load(records, onStep) {
    const upload = request(this.#address("/load"), {
      method: "POST",
      headers: { "Content-Type": NDJSON, Accept: NDJSON },
    });
    const sent = pipeline(Readable.from(batches(records)), upload);
    sent.catch(() => {}); // Told below, unless an answer tells why.
    const [answer] = await once(upload, "response");
    let last;
    for await (const line of linesOf(answer)) {
      last = JSON.parse(line.toString("utf8"));
      if (last.state === "loading") {
        onStep(last);
      }
    }
    if (answer.statusCode !== 200) {
      throw new Error(`the load was refused: ${last?.detail ?? answer.statusCode}`);
    }
    await sent;
    return last;
  }

  /** Yields every record in the order of the keys, or against it. */
  async *scan({ descending = false } = {}) {
    const answer = await fetch(this.#address(`/entries?descending=${descending}`), {
      headers: { Accept: NDJSON },
    });
    if (!answer.ok) {
      throw new Error(`the scan was refused: ${(await answer.json()).detail}`);
    }
    for await (const line of linesOf(bufferChunks(answer.body))) {
      const record = JSON.parse(line.toString("utf8"));
      if (record.problem !== undefined) {
        throw new Error(`the scan ended early: ${record.problem.detail}`);
      }
      yield record;
    }
  }
}

/** NDJSON in strings of some length: a write for each line would be slow. */
async function* batches(records) {
  let batch = "";
  for await (const record of records) {
    batch += `${JSON.stringify(record)}\n`;
    if (batch.length >= BATCH_CHARS) {
      yield batch;
      batch = "";
    }
  }
  yield batch;
}

async function* bufferChunks(body) {
  for await (const chunk of body) {
    yield Buffer.from(chunk);
  }
}
