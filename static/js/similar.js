// Shows, beside a brief that is being written, which published challenges look like it.

const WAIT = 800;
const FIELDS = ["title", "question", "summary"];

class SimilarChallenges {
  constructor(box) {
    this.box = box;
    this.fields = FIELDS.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
    for (const field of this.fields) field.addEventListener("input", () => this.later());
    this.ask();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.fields.map((field) => field.value).join(" ").slice(0, 1500);
    this.request?.abort();
    this.request = new AbortController();
    const query = new URLSearchParams({ text, besides: this.box.dataset.besides });
    try {
      const answer = await fetch(`${this.box.dataset.similar}?${query}`, { signal: this.request.signal });
      if (answer.ok) this.box.innerHTML = await answer.text();
    } catch {
      // The next change asks again.
    }
  }
}

for (const box of document.querySelectorAll("[data-similar]")) new SimilarChallenges(box);
