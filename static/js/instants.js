// Opens the browser's own pickers beside a day and a time, and writes what was chosen.

const { Controller } = window.StimulusModule;

class InstantController extends Controller {
  connect() {
    for (const button of this.element.querySelectorAll(".instant__open")) {
      button.hidden = !HTMLInputElement.prototype.showPicker;
    }
  }

  open({ currentTarget }) {
    const picker = currentTarget.nextElementSibling;
    picker.showPicker();
  }

  pick({ currentTarget }) {
    if (!currentTarget.value) return;
    const text = currentTarget.parentElement.querySelector("input");
    text.value = currentTarget.type === "date" ? InstantController.inWords(currentTarget.valueAsDate) : currentTarget.value;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.dispatchEvent(new Event("change", { bubbles: true }));
    text.focus();
  }

  static inWords(day) {
    return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }
}

window.wagtail.app.register("instant", InstantController);
