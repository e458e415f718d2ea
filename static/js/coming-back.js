// Gives back what this browser has of a form, and finds the draft that it began; takes away what a
// page says is over. A killed browser may have lost the cookie by which the server knows the draft.
import { startAutosave } from "./autosave.js";
import * as unsent from "./unsent.js";

const BOX = "[data-own-draft]";

// Pages name the forms that are over: their text has arrived, was sent, or was erased.
async function forgetWhatIsOver() {
  await unsent.forgetOld();
  for (const { dataset } of document.querySelectorAll("[data-over]")) {
    const keys = (dataset.overKeys || "").split(" ").filter(Boolean);
    const isMeant = ({ key }) =>
      keys.some((one) => key === one || (one.endsWith("*") && key.startsWith(one.slice(0, -1))));
    const isOver = {
      arrived: (text) => isMeant(text) && text.isLeaving,
      sent: (text) => isMeant(text) && (text.isLeaving || !text.values),
      erased: isMeant,
      "signed-out": (text) => !text.values,
    }[dataset.over];
    await unsent.forget(isOver);
  }
}

async function findDraft(form, own) {
  const box = form.ownerDocument.querySelector(BOX);
  const known = own.find(({ draft }) => draft);
  if (!known || !box || box.childElementCount) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("form_key", known.draft);
  body.set("find", "yes");
  const options = { method: "POST", body, headers: { Accept: "application/json" } };
  const answer = await fetch(form.dataset.autosave, options).catch(() => null);
  if (!answer?.ok) return;
  const { html } = await answer.json();
  if (html) box.innerHTML = html;
  else unsent.forget(({ id }) => id === known.id);
}

// Text that never reached the server stays when one signs out, and the page says so.
async function sayWhatStays(kept) {
  const box = document.querySelector("[data-unsent-stays]");
  if (!box || !kept.some(({ values }) => values)) return;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    await unsent.forget(() => true);
    box.hidden = true;
  });
}

async function forgetFirst(event) {
  const form = event.target.closest("form[data-forgets]");
  if (!form) return;
  event.preventDefault();
  await unsent.forget(({ key }) => key === form.dataset.forgets);
  form.submit();
}

export async function startComingBack() {
  document.addEventListener("submit", forgetFirst);
  const forms = startAutosave();
  await forgetWhatIsOver();
  const kept = await unsent.all();
  sayWhatStays(kept);
  for (const autosave of forms) {
    const own = kept.filter(({ id, key }) => key === autosave.key && id !== autosave.id);
    // A form that goes on with a draft is no other one.
    if (autosave.restoreFrom(own)) document.querySelector("[data-own-draft-other]")?.remove();
    else findDraft(autosave.form, own);
  }
}
