// A save by hand waits for an autosave that is under way, so that neither a page nor its rows are
// made twice. After it nothing is saved by itself any more: what comes next is another page.

const PATIENCE = 10_000;
const form = document.querySelector("form[data-edit-form]");

function later(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

// A button that shows progress is disabled by then, and would not be sent.
function sendAs(button) {
  if (button?.name) {
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(chosen);
  }
  form.requestSubmit();
}

form?.addEventListener(
  "submit",
  (event) => {
    const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
    if (!autosave) return;
    autosave.activeValue = false;
    if (!autosave.submitPromise || form.dataset.waited) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.waited = "yes";
    Promise.race([autosave.submitPromise, later(PATIENCE)]).finally(() => sendAs(event.submitter));
  },
  { capture: true },
);
