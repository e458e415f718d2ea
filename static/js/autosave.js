// Saves a form by itself a few seconds after a change, and keeps what could not be saved in this
// browser until it is. Without this file the form has a button that saves.

const PAUSE = 2000; // after the last change
const LONGEST = 8000; // after the first change that is not saved
const RETRIES = [5000, 10000, 20000, 40000, 60000];

function textIn(form) {
  const kept = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") kept.push([name, value]);
  }
  return kept;
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = `autosave:${form.dataset.autosaveKey}`;
    this.status = form.querySelector("[data-autosave-status]");
    this.when = this.status.querySelector("[role=status]");
    this.address = this.status.querySelector("[data-autosave-address]");
    this.failures = 0;
    this.changedAt = 0;
    this.restore();
    form.addEventListener("input", (event) => this.noteChange(event));
    form.addEventListener("change", (event) => this.noteChange(event));
    form.addEventListener("submit", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changedAt) this.save();
    });
    window.addEventListener("online", () => this.changedAt && this.save());
  }

  text(name) {
    return this.form.querySelector(`[data-autosave-text="${name}"]`).innerHTML.trim();
  }

  say(text, state = "") {
    if (this.status.hidden) {
      this.status.hidden = false;
      // It stays at the foot of the window: never over the field that one is in.
      if (this.form.contains(document.activeElement)) {
        document.activeElement.scrollIntoView({ block: "nearest" });
      }
    }
    this.status.dataset.state = state;
    if (this.when.textContent !== text) this.when.textContent = text;
  }

  noteChange(event) {
    if (event.target.type === "file") return;
    const now = Date.now();
    if (!this.changedAt) this.changedAt = now;
    this.keepHere();
    clearTimeout(this.timer);
    const due = Math.min(now + PAUSE, this.changedAt + LONGEST);
    this.timer = setTimeout(() => this.save(), Math.max(0, due - now));
  }

  // In this browser first: a page that is killed has lost nothing.
  keepHere() {
    try {
      localStorage.setItem(this.key, JSON.stringify(textIn(this.form)));
    } catch {
      // Full, or not allowed: the server still has what was saved.
    }
  }

  forgetHere() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }

  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key));
    } catch {
      return;
    }
    if (!kept || this.form.querySelector(".govuk-error-message")) return;
    const values = new Map();
    for (const [name, value] of kept) values.set(name, [...(values.get(name) || []), value]);
    let restored = false;
    for (const field of this.form.elements) {
      if (!field.name || ["hidden", "submit", "file"].includes(field.type)) continue;
      const said = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") {
        const checked = said.includes(field.value);
        restored ||= checked !== field.checked;
        field.checked = checked;
      } else if (values.has(field.name) && field.value !== said[0]) {
        field.value = said[0];
        restored = true;
      }
    }
    // The same form again: what was saved of it is found by its key.
    for (const name of ["form_key", "version"]) {
      const value = values.get(name)?.[0];
      if (value && restored && this.form.elements[name]) this.form.elements[name].value = value;
    }
    if (!restored) return this.forgetHere();
    this.say(this.text("restored"));
    this.changedAt = Date.now();
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (this.saving || this.stopped) return;
    clearTimeout(this.timer);
    this.saving = true;
    const since = this.changedAt;
    this.changedAt = 0;
    const body = new FormData();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") body.append(name, value);
    }
    body.set("action", "save");
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(15000),
      });
      if ([409, 422].includes(answer.status)) return this.stop(await answer.json());
      if (!answer.ok) throw new Error(String(answer.status));
      this.noteSaved(await answer.json());
    } catch {
      this.tryAgain(since);
    } finally {
      this.saving = false;
    }
  }

  noteSaved(saved) {
    this.failures = 0;
    this.form.elements.version.value = saved.version;
    if (this.address) {
      this.address.href = saved.path;
      this.address.closest("p").hidden = false;
    }
    this.say(saved.saved, saved.is_late ? "waiting" : "");
    if (this.changedAt) this.keepHere();
    else this.forgetHere();
  }

  // Somebody else changed the same: only a person can choose, after a button shows both.
  stop(answer) {
    if (!answer.saved) return;
    this.say(answer.saved, "waiting");
    this.stopped = true;
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
    this.say(this.text("kept").replace("{time}", at), "waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  leave() {
    clearTimeout(this.timer);
    // Kept here until a page shows that it arrived: see `forgetArrived`.
    this.stopped = true;
  }
}

// An applicant's page names the forms whose text has arrived.
function forgetArrived() {
  for (const mark of document.querySelectorAll("[data-autosave-arrived]")) {
    for (const key of mark.dataset.autosaveArrived.split(" ")) {
      try {
        localStorage.removeItem(`autosave:${key}`);
      } catch {
        // Nothing was kept.
      }
    }
  }
}

export function startAutosave() {
  forgetArrived();
  for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
}
