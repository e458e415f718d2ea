// Sends a file in pieces, by tus 1.0 (https://tus.io/protocols/resumable-upload): after a broken
// connection it goes on where the server says that it stopped.

const SMALLEST = 32 * 1024;
const LARGEST = 1024 * 1024;
const QUICK = 1000; // milliseconds for a piece: the next one is larger
const SLOW = 8000; // and smaller
const PATIENCE = 60000;
const WAITS = [1000, 2000, 5000, 10000, 20000];
const AGAIN = [403, 404, 408, 409, 410, 425];

// What the server says of a file that it does not take.
export class Refused extends Error {}

// Nothing on the way takes files like this: it goes with the form.
export class NotTaken extends Error {}

function inBase64(text) {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    }
    window.addEventListener("online", done);
  });
}

export class Upload {
  // `page` knows the address of the draft, the token and what it has seen, and is told how far it is.
  constructor(file, question, page) {
    Object.assign(this, { file, question, page, at: 0, piece: 4 * SMALLEST });
  }

  // Returns what the server says once the draft has the file.
  async run() {
    for (let failures = 0; ; failures += 1) {
      try {
        if (this.address && failures) this.at = await this.askOffset();
        this.address ||= await this.begin();
        while (this.at < this.file.size) {
          await this.sendPiece();
          failures = 0;
        }
        return await this.keep();
      } catch (error) {
        if (this.isStopped || error instanceof Refused || error instanceof NotTaken) throw error;
        this.page.noteProgress(this.at, true);
        await pause(WAITS[Math.min(failures, WAITS.length - 1)]);
        if (this.isStopped) throw error;
      }
    }
  }

  stop() {
    this.isStopped = true;
    this.request?.abort();
  }

  drop() {
    this.stop();
    if (this.address) this.ask("DELETE", this.address).catch(() => {}); // gone after a day
  }

  async begin() {
    const metadata = { filename: this.file.name, question: this.question };
    const answer = await this.ask("POST", `${await this.page.draftPath()}uploads/`, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": Object.entries(metadata)
        .map(([name, text]) => `${name} ${inBase64(text)}`)
        .join(","),
    });
    this.at = 0;
    return answer.headers.get("Location");
  }

  async askOffset() {
    return Number((await this.ask("HEAD", this.address)).headers.get("Upload-Offset"));
  }

  async sendPiece() {
    const began = Date.now();
    const headers = {
      "Upload-Offset": String(this.at),
      "Content-Type": "application/offset+octet-stream",
    };
    const piece = this.file.slice(this.at, this.at + this.piece);
    const answer = await this.ask("PATCH", this.address, headers, piece);
    this.at = Number(answer.headers.get("Upload-Offset"));
    this.page.noteProgress(this.at, false);
    const took = Date.now() - began;
    if (took < QUICK) this.piece = Math.min(LARGEST, this.piece * 2);
    if (took > SLOW) this.piece = Math.max(SMALLEST, this.piece / 2);
  }

  async keep() {
    const body = new FormData();
    for (const [name, value] of Object.entries(this.page.seen())) body.set(name, value);
    return (await this.ask("POST", this.address, {}, body)).json();
  }

  async ask(method, address, headers = {}, body = undefined) {
    this.request = new AbortController();
    const timer = setTimeout(() => this.request.abort(), PATIENCE);
    const answer = await fetch(address, {
      method,
      body,
      headers: {
        "Tus-Resumable": "1.0.0",
        "X-CSRFToken": this.page.token(),
        Accept: "application/json",
        ...headers,
      },
      credentials: "same-origin",
      redirect: "error",
      signal: this.request.signal,
    }).finally(() => clearTimeout(timer));
    if (answer.ok) return answer;
    const said = answer.headers.get("Content-Type") === "application/json" && (await answer.json());
    if (said?.refused) throw new Refused(said.refused);
    if (answer.status < 500 && !AGAIN.includes(answer.status)) throw new NotTaken();
    if (answer.status === 403) await this.page.refreshToken();
    // Another server, or a day later: from the beginning.
    if ([404, 410].includes(answer.status)) this.address = null;
    throw new Error(String(answer.status));
  }
}
