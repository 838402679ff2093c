// The few operations of the REST API that storing lines needs.

import { setTimeout as sleep } from "node:timers/promises";

const ATTEMPTS_MAX = 8;
const WORTH_ANOTHER_TRY = ["busy", "queue-full", "rate-limited"];
const OCTETS = "application/octet-stream";

/** An answer that is an RFC 9457 problem; `code` is the last part of its type. */
export class Problem extends Error {
  constructor(operation, status, body) {
    super(`${operation}: ${status} ${body.detail ?? body.title ?? ""}`.trim());
    this.status = status;
    this.code = body.code ?? String(body.type ?? "").split(":").at(-1);
  }
}

export class PageStore {
  constructor(url) {
    this.base = new URL("/api/v1/storage/", url);
  }

  /** Creates an empty slotted page and returns its id. */
  async createPage() {
    return (await this.#json("POST", "pages")).page_id;
  }

  /** The largest record that the page would take now. */
  async maxRecordBytes(pageId) {
    return (await this.#json("GET", `pages/${pageId}/free-space`)).max_record_bytes;
  }

  /** Stores a record and returns its handle, or null when the page is full. */
  async insertRecord(pageId, bytes) {
    try {
      const { page_id: page, slot } = await this.#json("POST", `pages/${pageId}/records`, bytes);
      return { page, slot };
    } catch (e) {
      if (e instanceof Problem && e.status === 409 && e.code === "page-full") {
        return null;
      }
      throw e;
    }
  }

  /** The record's bytes. */
  async getRecord({ page, slot }) {
    const answer = await this.#send("GET", `pages/${page}/records/${slot}`, OCTETS);
    return Buffer.from(await answer.arrayBuffer());
  }

  async deletePage(pageId) {
    await (await this.#send("DELETE", `pages/${pageId}`)).arrayBuffer();
  }

  async #json(method, path, bytes) {
    return (await this.#send(method, path, "application/json", bytes)).json();
  }

  /** Tries again when the service says that it is busy; nothing has been done then. */
  async #send(method, path, accept = "application/json", bytes = undefined) {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(new URL(path, this.base), {
        method,
        headers: { accept, ...(bytes && { "content-type": OCTETS }) },
        body: bytes,
      });
      if (answer.ok) {
        return answer;
      }
      const body = await answer.json().catch(() => ({}));
      const problem = new Problem(`${method} ${path}`, answer.status, body);
      if (!WORTH_ANOTHER_TRY.includes(problem.code) || attempt === ATTEMPTS_MAX) {
        throw problem;
      }
      const seconds = Number(answer.headers.get("retry-after"));
      await sleep(seconds > 0 ? seconds * 1000 : 50 * attempt);
    }
  }
}
