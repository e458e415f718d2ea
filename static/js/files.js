// A file goes on its way when it is chosen, and is kept without a button. Without this file it
// goes with the next save.
import { NotTaken, Refused, Upload } from "./upload.js";

// As the server writes sizes.
function inWords(bytes) {
  const [factor, unit] = bytes < 1024 * 1024 ? [1024, "KB"] : [1024 * 1024, "MB"];
  return `${(bytes / factor).toFixed(1)}\u00a0${unit}`;
}

class FileField {
  constructor(box, files) {
    Object.assign(this, { box, files, upload: null, row: null });
    this.input = box.querySelector("input[type=file]");
    this.kept = box.querySelector("[data-file-kept]");
    this.input.addEventListener("change", () => this.choose());
  }

  get keptName() {
    return this.kept.querySelector(".app-kept-file__name")?.textContent || "";
  }

  choose() {
    const [file] = this.input.files;
    this.upload?.drop();
    this.forgetRow();
    if (!file) return this.files.noteChange();
    this.say("");
    this.upload = new Upload(file, this.input.name, {
      draftPath: () => this.files.autosave.draftPath(),
      refreshToken: () => this.files.autosave.refreshToken(),
      token: () => this.files.form.elements.csrfmiddlewaretoken.value,
      seen: () => this.files.autosave.seen,
      noteProgress: (at, isWaiting) => this.showProgress(at, isWaiting),
    });
    this.showRow(file);
    this.send(this.upload);
    this.files.noteChange();
  }

  async send(upload) {
    try {
      const answer = await upload.run();
      if (this.upload !== upload) return;
      this.finish();
      this.input.value = "";
      this.files.autosave.noteSaved(answer);
    } catch (error) {
      if (this.upload !== upload) return;
      this.finish();
      if (error instanceof NotTaken) this.box.dataset.file = "later";
      if (!(error instanceof Refused)) return;
      this.input.value = "";
      this.say(`${upload.file.name}: ${error.message}`);
    } finally {
      this.files.noteChange();
    }
  }

  finish() {
    this.upload = null;
    this.forgetRow();
  }

  cancel() {
    this.upload?.drop();
    this.finish();
    this.input.value = "";
    this.input.focus();
    this.files.noteChange();
  }

  // While the page is left with the form: the file is in it.
  stop() {
    this.upload?.stop();
    this.finish();
  }

  showRow(file) {
    this.row = this.files.copy("sending");
    this.row.querySelector(".app-kept-file__name").textContent = file.name;
    const bar = this.row.querySelector("progress");
    bar.max = file.size;
    bar.setAttribute("aria-label", file.name);
    const button = this.row.querySelector("button");
    button.querySelector(".govuk-visually-hidden").textContent = ` ${file.name}`;
    button.addEventListener("click", () => this.cancel());
    this.input.before(this.row);
    this.showProgress(0, false);
  }

  showProgress(at, isWaiting) {
    if (!this.row) return;
    const { size } = this.upload.file;
    this.row.querySelector("progress").value = at;
    const state = isWaiting ? "stopped" : at === size ? "checking" : "percent";
    this.row.querySelector(".app-kept-file__state").textContent = this.files.autosave
      .text(`file-${state}`)
      .replace("{size}", inWords(size))
      .replace("{percent}", Math.floor((100 * at) / Math.max(size, 1)));
  }

  forgetRow() {
    this.row?.remove();
    this.row = null;
  }

  // What the draft holds for this question: a file, half of one, or nothing.
  show(file, half) {
    if (file?.name !== this.keptName) this.kept.replaceChildren(...(file ? this.keptRow(file) : []));
    const unfinished = this.box.querySelector("[data-file-unfinished]");
    unfinished.hidden = !half || Boolean(this.upload);
    if (half) unfinished.querySelector("strong").textContent = half.name;
  }

  keptRow(file) {
    const row = this.files.copy("kept");
    row.querySelector(".app-kept-file__name").textContent = file.name;
    row.querySelector("[data-file-size]").textContent = file.size;
    const button = row.querySelector("button");
    button.value = this.input.name;
    button.querySelector(".govuk-visually-hidden").textContent = ` ${file.name}`;
    return [row];
  }

  // Says beside the field why its file was not taken.
  say(text) {
    const group = this.box.closest(".govuk-form-group");
    const id = `${this.input.id}_error`;
    document.getElementById(id)?.remove();
    const described = new Set((this.input.getAttribute("aria-describedby") || "").split(" "));
    described.delete("");
    described.delete(id);
    if (text) {
      const error = this.files.copy("error");
      error.id = id;
      error.firstElementChild.className = "govuk-error-message";
      error.querySelector("[data-file-said]").textContent = text;
      this.box.before(error);
      described.add(id);
    }
    group.classList.toggle("govuk-form-group--error", Boolean(text));
    this.input.setAttribute("aria-describedby", [...described].join(" "));
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}

export class Files {
  constructor(autosave) {
    this.autosave = autosave;
    this.form = autosave.form;
    this.fields = [];
    for (const box of this.form.querySelectorAll("[data-file]")) {
      this.fields.push(new FileField(box, this));
    }
    this.form.addEventListener("click", (event) => this.remove(event));
  }

  get underWay() {
    return this.fields.filter((field) => field.upload).map((field) => field.upload.file.name);
  }

  get kept() {
    return this.fields.map((field) => field.keptName).filter(Boolean);
  }

  copy(name) {
    const template = this.form.querySelector(`template[data-file-part="${name}"]`);
    return template.content.firstElementChild.cloneNode(true);
  }

  // A browser that goes back gives what was chosen back, too.
  start() {
    for (const field of this.fields) if (field.input.files.length) field.choose();
  }

  noteChange() {
    this.autosave.showStatus();
  }

  show(answer) {
    for (const field of this.fields) {
      const isItsOwn = ({ question }) => question === field.input.name;
      field.show(answer.files.find(isItsOwn), answer.unfinished.find(isItsOwn));
    }
  }

  stop() {
    for (const field of this.fields) field.stop();
  }

  // The button saves the whole form, too; where that fails it does so by loading the page anew.
  async remove(event) {
    const button = event.target.closest("button[name=remove]");
    if (!button) return;
    event.preventDefault();
    const field = this.fields.find(({ input }) => input.name === button.value);
    if (await this.autosave.save({ remove: button.value })) return field.input.focus();
    this.form.requestSubmit(button);
  }
}
