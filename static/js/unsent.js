// Text that has not arrived, and which draft this browser began: in the browser's own database,
// which has it at once. What kills the browser takes seconds of `localStorage`, and new cookies,
// along. Nothing stays for longer than `DAYS`; docs/security.md (14.3.3) says what goes when.

const DAYS = 3;
let opened = null;

function open() {
  opened ||= new Promise((resolve, reject) => {
    const request = indexedDB.open("unsent", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("texts", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(mode, work) {
  const transaction = (await open()).transaction("texts", mode);
  const request = work(transaction.objectStore("texts"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Returns whether it is kept: a browser may be full, or not allowed to keep anything.
export async function keep(text) {
  try {
    await run("readwrite", (texts) => texts.put({ ...text, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

// The newest first.
export async function all() {
  try {
    const found = await run("readonly", (texts) => texts.getAll());
    return found.sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

export async function forget(isOver) {
  for (const text of await all()) {
    if (isOver(text)) await run("readwrite", (texts) => texts.delete(text.id)).catch(() => {});
  }
}

export function forgetOld() {
  return forget((text) => text.at < Date.now() - DAYS * 24 * 3600 * 1000);
}
