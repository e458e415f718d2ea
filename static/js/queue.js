// Moves by single keys through the queue and its screens. Without this file every move is a link
// or a button. The keys can be turned off (WCAG 2.2, 2.1.4), and never act while somebody types.

const KEPT = "queue-shortcuts";
const TYPING = "input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]";

function isOn() {
  return window.localStorage.getItem(KEPT) !== "off";
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

class Rows {
  constructor(root) {
    this.links = [...root.querySelectorAll("[data-row] [data-open]")];
    this.form = root.querySelector("[data-screening-form]");
  }

  get at() {
    const row = document.activeElement.closest("[data-row]");
    return row ? this.links.indexOf(row.querySelector("[data-open]")) : -1;
  }

  step(by) {
    const next = this.at === -1 ? 0 : this.at + by;
    this.links[Math.min(this.links.length - 1, Math.max(0, next))]?.focus();
  }

  open() {
    this.links[this.at]?.click();
  }

  startScreening() {
    const address = this.links[this.at]?.dataset.screening;
    if (!address || !this.form) return;
    this.form.action = address;
    this.form.submit();
  }
}

function tickAll(root) {
  const all = root.querySelector("[data-tick-all]");
  if (!all) return;
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of root.querySelectorAll("input[name=row]")) box.checked = all.checked;
  });
}

function start(root) {
  const rows = new Rows(root);
  const isList = rows.form !== null;
  const keys = isList
    ? { j: () => rows.step(1), k: () => rows.step(-1), o: () => rows.open(), s: () => rows.startScreening() }
    : {
        n: () => follow("[data-next]"),
        p: () => follow("[data-previous]"),
        s: () => root.querySelector("[data-start-screening]")?.requestSubmit(),
      };
  const help = root.querySelector("[data-shortcuts]");
  const toggle = help.querySelector("[data-shortcuts-on]");
  help.hidden = false;
  toggle.checked = isOn();
  toggle.addEventListener("change", () => {
    window.localStorage.setItem(KEPT, toggle.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(`${TYPING}, [role=dialog]`)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  tickAll(root);
}

const root = document.querySelector("[data-queue]");
if (root) start(root);
