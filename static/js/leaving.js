// Asks before the page is left, only while something on it is not saved.

const unsaved = new Set();

function ask(event) {
  event.preventDefault();
}

export function noteUnsaved(what, isUnsaved) {
  if (isUnsaved) unsaved.add(what);
  else unsaved.delete(what);
  // Not there for longer than needed: a page that listens cannot be gone back to at once.
  if (unsaved.size) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}
