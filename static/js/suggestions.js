// Suggests what somebody may be looking for while they type. Without this file, or without an
// answer, it is a plain search field. The pattern is the "Editable Combobox With List Autocomplete"
// of the ARIA Authoring Practices Guide.

const PAUSE = 200; // milliseconds after the last letter
const SHORTEST = 2; // letters, as the server has it

function make(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.at = -1;
    const id = `${input.id}-suggestions`;
    this.list = make("div", { id, role: "listbox", class: "app-suggestions", hidden: "" });
    this.spoken = make("div", { "aria-live": "polite", class: "govuk-visually-hidden" });
    input.parentElement.classList.add("app-suggests");
    input.after(this.list, this.spoken);
    for (const [name, value] of [
      ["role", "combobox"],
      ["autocomplete", "off"],
      ["aria-autocomplete", "list"],
      ["aria-controls", id],
      ["aria-expanded", "false"],
    ]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.noteTyping());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
    // The field keeps the focus while somebody points at the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  noteTyping() {
    this.forget();
    this.choose(-1);
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  // What was asked before is of no use any more.
  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  async ask(typed) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const address = `${this.input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(await answer.json());
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  show({ label, announcement, groups }) {
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
    });
    this.choose(-1);
    this.list.hidden = !groups.length;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.spoken.textContent = announcement;
  }

  group({ kind, label, suggestions }) {
    const id = `${this.list.id}-${kind}`;
    const name = make("div", { id, role: "presentation", class: "app-suggestions__kind" }, label);
    const options = suggestions.map(({ title, address, note }) => {
      const option = { role: "option", class: "app-suggestions__one", "data-address": address };
      const inside = [make("span", { class: "app-suggestions__title" }, title)];
      if (note) inside.push(" ", make("span", { class: "app-suggestions__note" }, note));
      return make("div", option, ...inside);
    });
    return make("div", { role: "group", "aria-labelledby": id }, name, ...options);
  }

  close() {
    this.forget();
    this.choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.spoken.textContent = "";
  }

  choose(place) {
    this.options[this.at]?.removeAttribute("aria-selected");
    this.at = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  // Past either end it is the field's turn again, with nothing chosen.
  step(by) {
    const stops = this.options.length + 1;
    this.choose(((this.at + 1 + by + stops) % stops) - 1);
  }

  go(option) {
    if (!option) return;
    this.close();
    window.location.assign(option.dataset.address);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.isOpen) this.step(key === "ArrowDown" ? 1 : -1);
      else this.noteTyping();
    } else if (key === "Enter" && this.isOpen && this.at !== -1) {
      event.preventDefault();
      this.go(this.options[this.at]);
    } else if (key === "Escape" && (this.isOpen || this.input.value)) {
      event.preventDefault();
      if (!this.isOpen) this.input.value = "";
      this.close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      this.choose(-1); // and the browser moves within the field
    }
  }
}

export function startSuggestions() {
  for (const input of document.querySelectorAll("[data-suggestions]")) new Suggestions(input);
}
