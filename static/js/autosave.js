// Saves a form by itself a few seconds after a change, and keeps what could not be saved in this
// browser until it is. Without this file the form has a button that saves.
import { Files } from "./files.js";
import { addHidden, byName, fillForm, isFilledIn, takeOver, textIn } from "./form-values.js";
import { noteUnsaved } from "./leaving.js";
import * as unsent from "./unsent.js";

const FIRST = 700; // after the first change of all: then there is a draft
const PAUSE = 2000; // after the last change
const LONGEST = 8000; // after the first change that is not saved
const LONGEST_ALONE = 1500; // where this browser keeps nothing
const RETRIES = [5000, 10000, 20000, 40000, 60000];
const MOST_WHILE_LEAVING = 40000; // bytes of text that a browser surely sends for a page that is gone

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.autosaveKey;
    this.window = addHidden(form, "window", Math.random().toString(36).slice(2));
    this.status = form.querySelector("[data-autosave-status]");
    this.when = this.status.querySelector("[role=status]");
    this.address = this.status.querySelector("[data-autosave-address]");
    this.path = form.dataset.autosavePath || "";
    this.hasBegun = Boolean(this.path) || !form.elements.form_key;
    this.said = "";
    this.failures = 0;
    this.changedAt = 0;
    this.isKeptHere = true;
    this.shown = byName(textIn(form));
    this.files = new Files(this);
    form.addEventListener("input", (event) => this.noteChange(event));
    form.addEventListener("change", (event) => this.noteChange(event));
    form.addEventListener("submit", () => this.leave());
    this.status
      .querySelector("[data-autosave-forget]")
      .addEventListener("click", () => this.startAfresh());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changedAt) this.save();
    });
    window.addEventListener("online", () => this.changedAt && this.save());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.comeBack());
    this.files.start();
  }

  // By this the server knows what the same window has saved.
  get id() {
    return this.window.value;
  }

  get seen() {
    return { version: this.form.elements.version.value, window: this.id };
  }

  text(name) {
    return this.form.querySelector(`[data-autosave-text="${name}"]`).innerHTML.trim();
  }

  say(text, state = "") {
    this.said = text;
    this.status.dataset.state = state;
    this.showStatus();
  }

  // One sentence for text and files; it changes seldom enough to be read out.
  showStatus() {
    const { underWay, kept } = this.files;
    const isWaiting = this.status.dataset.state === "waiting";
    noteUnsaved(this, !this.isLeaving && Boolean(this.changedAt || this.saving || underWay.length));
    this.status.toggleAttribute("data-sends", underWay.length > 0);
    let text = this.said;
    if (underWay.length) {
      const dot = text && !text.endsWith(".") ? ". " : " ";
      text = text + dot + this.text("on-its-way").replace("{files}", underWay.join(", "));
    } else if (text && kept.length && !isWaiting) {
      text = this.text("with").replace("{saved}", text).replace("{files}", kept.join(", "));
    }
    if (this.status.hidden && text) {
      this.status.hidden = false;
      // It stays at the foot of the window: never over the field that one is in.
      if (this.form.contains(document.activeElement)) {
        document.activeElement.scrollIntoView({ block: "nearest" });
      }
    }
    if (!text) this.status.hidden = true;
    if (this.when.textContent !== text.trim()) this.when.textContent = text.trim();
  }

  noteChange(event) {
    if (event.target.type === "file") return;
    const now = Date.now();
    if (!this.changedAt) this.changedAt = now;
    this.keepHere();
    const longest = this.isKeptHere ? LONGEST : LONGEST_ALONE;
    const due = this.hasBegun ? Math.min(now + PAUSE, this.changedAt + longest) : this.changedAt + FIRST;
    this.saveIn(Math.max(0, due - now));
    this.showStatus();
  }

  saveIn(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  // In this browser first: a page that is killed has lost nothing.
  async keepHere(more = {}) {
    const draft = this.form.elements.form_key?.value || "";
    const kept = { id: this.id, key: this.key, draft, values: textIn(this.form), ...more };
    this.isKeptHere = await unsent.keep(kept);
  }

  // Of a draft that has no address of its own in this window, its key stays.
  forgetHere() {
    if (this.form.elements.form_key) return this.keepHere({ values: null });
    return unsent.forget(({ id }) => id === this.id);
  }

  // Takes what another window, or this one before it was killed, could not send: `own` is what is
  // kept of this form, the newest first. Returns whether there was something.
  restoreFrom(own) {
    if (this.form.querySelector(".govuk-error-message")) {
      // It came back with what was just sent, which nothing else may hold.
      this.keepHere();
      unsent.forget(({ id, isLeaving }) => isLeaving && own.some((one) => one.id === id));
      return true;
    }
    if (own.some((one) => one.values && this.restore(one))) return true;
    if (!isFilledIn(this.form)) return false;
    this.noteChange({ target: this.form });
    return true;
  }

  restore(kept) {
    const values = byName(kept.values);
    if (!fillForm(this.form, values)) return false;
    // The same form again: what was saved of it is found by its key.
    for (const name of ["form_key", "version", "window"]) {
      const value = values.get(name)?.[0];
      if (value && this.form.elements[name]) this.form.elements[name].value = value;
    }
    this.status.querySelector("[data-autosave-forget]").hidden = false;
    this.say(this.text("restored"));
    this.changedAt = Date.now();
    this.saveIn(PAUSE);
    return true;
  }

  async startAfresh() {
    this.stopped = true;
    clearTimeout(this.timer);
    await unsent.forget(({ key }) => key === this.key);
    noteUnsaved(this, false);
    this.form.reset();
    window.location.assign(window.location.pathname);
  }

  // The draft's private path; begins the draft for a file, where nothing was typed yet.
  async draftPath() {
    if (!this.path) await this.save({ begins_with_file: "yes" });
    if (!this.path) throw new Error("There is no draft yet.");
    return this.path;
  }

  // Returns whether it was saved.
  async save(more = {}) {
    while (this.saving) await this.saving;
    if (this.stopped) return false;
    clearTimeout(this.timer);
    const since = this.changedAt;
    this.changedAt = 0;
    this.saving = this.post(more, since);
    const isSaved = await this.saving;
    this.saving = null;
    this.showStatus();
    return isSaved;
  }

  async post(more, since) {
    const sent = textIn(this.form);
    const body = new FormData(this.form);
    for (const { name } of this.form.querySelectorAll("input[type=file]")) body.delete(name);
    for (const [name, value] of Object.entries({ action: "save", ...more })) body.set(name, value);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        // A page that was renamed sends on what it gets, whole.
        redirect: "follow",
        keepalive: new Blob(sent.flat()).size < MOST_WHILE_LEAVING,
        signal: AbortSignal.timeout(15000),
      });
      if (answer.redirected) this.moveTo(answer.url);
      if ([409, 422].includes(answer.status)) {
        this.stop(await answer.json(), since);
        return false;
      }
      if (answer.status === 403) await this.refreshToken();
      if (!answer.ok) throw new Error(String(answer.status));
      this.noteSaved(await answer.json(), sent);
      return true;
    } catch {
      this.tryAgain(since);
      return false;
    }
  }

  moveTo(address) {
    this.form.dataset.autosave = address;
    this.form.action = address + new URL(this.form.action).hash;
  }

  // The session or its cookie is over: the same page has a new token.
  async refreshToken() {
    const answer = await fetch(this.form.dataset.autosave, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return;
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
  }

  // `sent` is what was saved; of a file, nothing.
  noteSaved(saved, sent = null) {
    this.failures = 0;
    this.path = saved.path || "";
    this.hasBegun = true;
    if (sent) this.shown = byName(sent);
    const { version } = this.form.elements;
    // Else the next save says that it has not seen the rest.
    if (takeOver(this.form, saved.typed || {}, this.shown)) {
      version.value = Math.max(Number(version.value), saved.version);
    }
    if (this.address) {
      this.address.href = saved.path;
      this.address.closest("p").hidden = false;
    }
    if (saved.files) this.files.show(saved);
    if (this.changedAt) this.keepHere();
    else this.forgetHere();
    this.say(saved.saved, saved.is_late ? "waiting" : "");
  }

  // Only a person can go on: somebody else changed the same, or the time is over.
  stop(answer, since) {
    if (!answer.saved) return;
    this.changedAt ||= since || Date.now();
    this.stopped = true;
    this.say(answer.saved, "waiting");
  }

  tryAgain(since) {
    this.changedAt ||= since || Date.now();
    const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    const at = new Date(Date.now() + wait).toLocaleTimeString([], {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    this.say(this.text(this.isKeptHere ? "kept" : "unkept").replace("{time}", at), "waiting");
    this.saveIn(wait);
  }

  leave() {
    clearTimeout(this.timer);
    this.files.stop();
    this.stopped = this.isLeaving = true;
    noteUnsaved(this, false);
    // Kept here until a page shows that it arrived.
    this.keepHere({ isLeaving: true });
  }

  // The browser shows the page again as it was left.
  comeBack() {
    this.stopped = this.isLeaving = false;
    this.files.start();
    this.saveIn(PAUSE);
  }
}

export function startAutosave() {
  return [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form));
}
