// Tells the site that a result of a search was opened: which, and for which words, not by whom.

// The middle button opens a window of its own.
const OPENING = ["click", "auxclick"];

function tell({ target, button }) {
  const link = button === 2 ? null : target.closest("main a[href]");
  const results = document.querySelector("[data-clicks]");
  if (!link || !results) return;
  const opened = link.getAttribute("href");
  if (!results.dataset.addresses.split(" ").includes(opened)) return;
  const told = new URLSearchParams({ shown: results.dataset.shown, opened });
  navigator.sendBeacon(results.dataset.clicks, told);
}

export function startCountingClicks() {
  if (!navigator.sendBeacon) return;
  for (const opening of OPENING) document.addEventListener(opening, tell);
}
