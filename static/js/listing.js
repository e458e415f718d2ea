// Changes what a list shows in place: focus, folds, scroll and history stay as somebody has them.
// Without this file, or where it fails, every change is a page of its own.

const PATIENCE = 10000; // milliseconds, then the browser goes there by itself
const CHIP = ".app-chosen__one";

function here() {
  return window.location.pathname + window.location.search;
}

class Listing {
  constructor(form) {
    this.form = form;
    this.results = document.getElementById("results");
    this.title = document.getElementById("found-title");
    this.count = this.results.querySelector("[role=status]");
    this.parts = [...document.querySelectorAll("[data-in-place]")];
    this.shown = here();
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("change", ({ target }) => {
      if (target.form === form && target.matches("select, [type=checkbox]")) this.ask();
    });
    this.results.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", ({ state }) => {
      if (here() !== this.shown) this.show(here(), { isBack: true, top: state?.top });
    });
  }

  ask(how) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value) query.append(name, value);
    this.show(String(query) ? `?${query}` : window.location.pathname, how);
  }

  submit(event) {
    event.preventDefault();
    const fold = event.submitter?.closest("details");
    if (fold) {
      fold.open = false;
      return this.ask({ from: this.title });
    }
    // A keyboard on the screen would lie over what is found.
    if (window.matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    this.ask();
  }

  follow(event) {
    const link = event.target.closest("a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.host !== window.location.host) return;
    if (link.pathname !== window.location.pathname) return;
    event.preventDefault();
    this.show(link.pathname + link.search, { from: link });
  }

  async show(address, { from, isBack = false, top } = {}) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const { signal } = asking;
    const leave = () => window.location.assign(address);
    const timer = setTimeout(leave, PATIENCE);
    // Who goes somewhere else is not called back by a request that the browser gave up.
    const stop = () => asking.abort();
    window.addEventListener("beforeunload", stop);
    this.results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (signal.aborted) return;
      if (!isBack) this.remember(address);
      this.replace(fresh, from || document.activeElement, isBack);
      if (top !== undefined) window.scrollTo(0, top);
    } catch {
      if (!signal.aborted) leave();
    } finally {
      clearTimeout(timer);
      window.removeEventListener("beforeunload", stop);
      if (this.asking === asking) this.results.removeAttribute("aria-busy");
    }
  }

  remember(address) {
    if (new URL(address, window.location).href === window.location.href) return;
    window.history.replaceState({ top: window.scrollY }, "");
    window.history.pushState(null, "", address);
  }

  replace(fresh, from, isBack) {
    const place = this.placeOf(from);
    for (const part of this.parts) {
      part.replaceChildren(...fresh.getElementById(part.id).childNodes);
    }
    for (const field of this.form.querySelectorAll("input, select")) {
      const isTyping = field === document.activeElement && !isBack;
      if (!isTyping) field.value = fresh.getElementById(field.id).value;
    }
    document.title = fresh.title;
    this.shown = here();
    place();
    this.results.removeAttribute("aria-busy");
    this.title.textContent = fresh.getElementById(this.title.id).textContent.trim();
    this.count.textContent = fresh.querySelector("#results [role=status]").textContent.trim();
  }

  // How to get back to where somebody was, once the parts are replaced.
  placeOf(from) {
    if (from !== this.title && !this.parts.some((part) => part.contains(from))) return () => {};
    const chip = [...document.querySelectorAll(CHIP)].indexOf(from);
    if (from.type === "checkbox") return this.placeOfBox(from);
    return () => {
      const left = [...document.querySelectorAll(CHIP)];
      const next = chip === -1 ? undefined : left[Math.min(chip, left.length - 1)];
      (next || this.title).focus({ preventScroll: true });
      if (!next) this.title.scrollIntoView();
    };
  }

  placeOfBox(from) {
    const { name, value } = from;
    const top = from.getBoundingClientRect().top;
    const scrolled = from.closest(".app-facets__long")?.scrollTop;
    return () => {
      const alike = [...this.form.elements].filter((field) => field.name === name);
      const box = alike.find((field) => field.value === value) || alike[0] || this.title;
      const long = box.closest(".app-facets__long");
      if (long && scrolled !== undefined) long.scrollTop = scrolled;
      window.scrollBy(0, box.getBoundingClientRect().top - top);
      box.focus({ preventScroll: true });
    };
  }
}

export function startListing() {
  const form = document.querySelector("form[data-changes-in-place]");
  if (form) new Listing(form);
}
