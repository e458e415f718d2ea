// Counts words beside the questions of a brief, and asks the server what could be plainer.
import { countWords } from "./words.js";

const WAIT = 900;
const texts = [];

class Guidance {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.guidance;
    this.count = box.querySelector(".guidance__count");
    this.hints = box.querySelector("[aria-live]");
    const field = document.querySelector(`[data-contentpath="${this.name}"]`);
    this.field = field;
    field.addEventListener("input", () => this.changed());
    // The editor of longer texts writes its own elements, and says nothing.
    new MutationObserver(() => this.changed()).observe(field.querySelector("[data-field-input]"), {
      characterData: true,
      childList: true,
      subtree: true,
    });
    // An editor that is not there yet comes with what the server has looked at.
    this.said = this.parts.length ? this.text : null;
  }

  get parts() {
    const long = this.field.querySelectorAll("[contenteditable=true]");
    return [...(long.length ? long : this.field.querySelectorAll("textarea, input[type=text]"))];
  }

  get text() {
    return this.parts.map((part) => part.value ?? part.innerText).join("\n");
  }

  get elsewhere() {
    if (this.count) return texts.filter((one) => one !== this && one.count).map((one) => one.text).join("\n");
    const opens = document.querySelectorAll("#id_opens_at_0, #id_opens_at_1");
    return [...opens].map((part) => part.value).join("\n");
  }

  changed() {
    const { text } = this;
    this.said ??= text;
    if (text === this.said) return;
    this.said = text;
    if (this.count) this.count.textContent = this.count.dataset.pattern.replace("%s", countWords(text));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.request?.abort();
    this.request = new AbortController();
    const body = new FormData();
    body.set("name", this.name);
    body.set("text", text);
    body.set("elsewhere", this.elsewhere);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(this.box.dataset.hintsUrl, { method: "POST", body, signal: this.request.signal });
      if (answer.ok) this.hints.innerHTML = await answer.text();
    } catch {
      // The next change asks again.
    }
  }
}

// Wagtail's editor loads its scripts before the page is there.
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-guidance]")) texts.push(new Guidance(box));
});
