// Where nobody has chosen a side panel yet, and there is room, what publishing needs stands open.

const ROOM = 1200;
const panel = document.querySelector("[data-edit-form]") && document.querySelector('[data-side-panel="status"]');

function isFirstTime() {
  try {
    return localStorage.getItem("wagtail:side-panel-open") === null;
  } catch {
    return false;
  }
}

if (panel && window.innerWidth >= ROOM && isFirstTime()) {
  window.addEventListener("load", () => panel.dispatchEvent(new Event("open")));
}
