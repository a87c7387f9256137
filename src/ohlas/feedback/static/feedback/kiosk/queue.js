// Answers that wait on the tablet, and their way to the server. An answer leaves the queue only when the server
// has said what became of it; sent twice it is stored once, since its id was made here.
const AT_ONCE = 20;
const PATIENCE_MS = 15000;

const opened = (name) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("waiting", { keyPath: "id" });
    request.result.createObjectStore("refused", { keyPath: "id" });
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Queue {
  constructor(kiosk) {
    this.base = opened(`ohlas-kiosk-${kiosk}`);
    this.base.catch(() => {});
    this.last = null;
    this.delivering = null;
  }

  async run(mode, deed) {
    const base = await this.base;
    return new Promise((resolve, reject) => {
      const turn = base.transaction(["waiting", "refused"], mode, { durability: "strict" });
      const result = deed(turn);
      turn.oncomplete = () => resolve(result?.result);
      turn.onerror = turn.onabort = () => reject(turn.error);
    });
  }

  keep(answer) { return this.run("readwrite", (turn) => turn.objectStore("waiting").add(answer)); }
  all(store = "waiting") { return this.run("readonly", (turn) => turn.objectStore(store).getAll()); }
  async counts() { return [(await this.all()).length, (await this.all("refused")).length]; }

  settle(id, outcome) {
    return this.run("readwrite", (turn) => {
      turn.objectStore("waiting").delete(id);
      // Why, and when; what was answered is nobody's business any more.
      if (outcome !== "stored") turn.objectStore("refused").put({ id, outcome, at: Date.now() });
    });
  }

  // Outcomes by id of what the server answered now; a second call waits for the first one's round.
  deliver() {
    this.delivering ??= this.round().finally(() => { this.delivering = null; });
    return this.delivering;
  }

  async round() {
    const waiting = (await this.all()).sort((a, b) => a.at - b.at), said = {};
    for (let n = 0; n < waiting.length; n += AT_ONCE) {
      const some = waiting.slice(n, n + AT_ONCE);
      const answered = (await this.send(some)) ?? (some.length > 1 ? await this.oneByOne(some) : {});
      if (!Object.keys(answered).length) break;
      for (const [id, outcome] of Object.entries(answered)) await this.settle(id, outcome);
      Object.assign(said, answered);
      this.last = Date.now();
    }
    return said;
  }

  // null: this bundle made the server stumble, so that each is tried alone; {}: nobody answers, or not now.
  async send(answers) {
    try {
      const got = await fetch("answers", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ sent: Date.now(), answers }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (got.status >= 500) return null;
      return got.ok ? (await got.json()).outcomes : {};
    } catch { return {}; }
  }

  async oneByOne(some) {
    const said = {};
    for (const one of some) Object.assign(said, (await this.send([one])) ?? {});
    return said;
  }
}
