// Watches the buffer pool through its live stream, and counts exactly.

/** Long enough for the tally of the time before we watched, and for the last one, to arrive. */
const SETTLE_MS = 1500;
const COUNTED = ["PageHit", "PageMiss", "PageEvicted", "PageFlushed"];

export class PoolWatcher {
  #socket;
  #counts = new Map();

  /** The newest PoolStats: hit_rate, total_pages, used_pages, dirty_pages. */
  stats = null;
  /** Entries that the stream said are lost to us; the counts are lower bounds then. */
  gaps = 0;

  static available() {
    return typeof WebSocket !== "undefined";
  }

  /** Resolves once the stream is open and what happened before has been told. */
  static async open(url) {
    const watcher = new PoolWatcher();
    await watcher.#connect(url);
    await settle();
    watcher.#counts.clear();
    return watcher;
  }

  /** Waits for the last tallies, and stops. */
  async close() {
    await settle();
    this.#socket.onclose = null;
    this.#socket.close();
  }

  /** How many there were while we watched, sent or sampled. */
  count(variant) {
    return this.#counts.get(variant) ?? 0;
  }

  #connect(url) {
    const address = new URL("/api/v1/ws/storage/buffer-pool?batch=true", url);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(address);
    this.#socket.onclose = (e) => console.error(`the stream was closed: ${e.code} ${e.reason}`);
    return new Promise((opened, failed) => {
      this.#socket.onerror = () => failed(new Error(`can't watch ${address}`));
      this.#socket.onmessage = ({ data }) => {
        for (const frame of [JSON.parse(data)].flat()) {
          this.#take(frame);
        }
        opened();
      };
    });
  }

  #take({ data }) {
    const [variant, fields] = Object.entries(data)[0];
    if (variant === "PoolStats") {
      this.stats = fields;
    } else if (variant === "Sampled") {
      // Those that were sent have been counted as they came.
      this.#add(fields.variant, fields.seen - fields.delivered);
    } else if (variant === "Gap") {
      this.gaps++;
    } else if (COUNTED.includes(variant)) {
      this.#add(variant, 1);
    }
  }

  #add(variant, count) {
    this.#counts.set(variant, this.count(variant) + count);
  }
}

function settle() {
  return new Promise((done) => setTimeout(done, SETTLE_MS));
}
