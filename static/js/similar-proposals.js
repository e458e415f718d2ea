// Shows, while somebody types a problem, what speaks of the same. Without it a button asks.

const WAIT = 800;

export function startSimilarProposals() {
  const box = document.querySelector("[data-similar-proposals]");
  if (!box) return;
  const fields = ["problem", "today"].map((name) => document.getElementById(`id_${name}`));
  let timer;
  let request;
  const ask = async () => {
    const query = new URLSearchParams({ text: fields.map((field) => field.value).join(" ").slice(0, 1500) });
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.similarProposals}?${query}`, { signal: request.signal });
      if (answer.ok) box.innerHTML = await answer.text();
    } catch {
      // The next change asks again.
    }
  };
  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
  }
}
