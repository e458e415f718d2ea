// On a phone the parts of a long page are folded under their headings. Without this file, in a wide
// window and on paper they are open.

const PHONE = window.matchMedia("(max-width: 40rem)");

class Fold {
  constructor(part) {
    this.part = part;
    this.heading = part.firstElementChild;
    this.inside = document.createElement("div");
    this.inside.className = "app-fold__inside";
    this.inside.append(...[...part.childNodes].slice(this.at()));
    part.append(this.inside);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "app-fold__button";
    this.button.addEventListener("click", () => this.turn(!this.isOpen));
    // The browser found a word in here, or was asked for a place.
    this.inside.addEventListener("beforematch", () => this.turn(true));
  }

  at() {
    return [...this.part.childNodes].indexOf(this.heading) + 1;
  }

  get isOpen() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  turn(open) {
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.inside.removeAttribute("hidden");
    else this.inside.setAttribute("hidden", "until-found");
  }

  start() {
    this.part.classList.add("app-fold");
    this.button.append(...this.heading.childNodes);
    this.heading.append(this.button);
    this.turn(false);
  }

  stop() {
    this.part.classList.remove("app-fold");
    this.inside.removeAttribute("hidden");
    this.heading.replaceChildren(...this.button.childNodes);
  }
}

export function startFolds() {
  const parts = [...document.querySelectorAll("[data-fold]")];
  let folds = [];
  const all = document.querySelector("[data-fold-all]");
  const follow = () => {
    const place = document.getElementById(window.location.hash.slice(1));
    const fold = place && folds.find(({ part }) => part.contains(place));
    if (!fold || !PHONE.matches) return;
    fold.turn(true);
    place.scrollIntoView();
  };
  const fit = () => {
    if (!folds.length) folds = parts.map((part) => new Fold(part));
    for (const fold of folds) PHONE.matches ? fold.start() : fold.stop();
    if (all) all.hidden = !PHONE.matches;
    follow();
  };
  all?.addEventListener("click", ({ target }) => {
    if (!target.closest("button")) return;
    for (const fold of folds) fold.turn(true);
    all.hidden = true;
    folds[0].button.focus({ preventScroll: true });
  });
  window.addEventListener("hashchange", follow);
  PHONE.addEventListener("change", () => parts.length && fit());
  if (parts.length && PHONE.matches) fit();
}
