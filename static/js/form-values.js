// What stands in a form's fields, and putting something there.

const NOT_TYPED = ["csrfmiddlewaretoken", "website"];

export function textIn(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NOT_TYPED.includes(name),
  );
}

export function addHidden(form, name, value) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(field);
  return field;
}

export function byName(pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) || []), value]);
  return values;
}

// Returns whether that changed the field.
function fill(field, values) {
  if (["checkbox", "radio"].includes(field.type)) {
    const isChecked = (values || []).includes(field.value);
    if (field.checked === isChecked) return false;
    field.checked = isChecked;
    return true;
  }
  if (!values || field.value === values[0]) return false;
  field.value = values[0];
  return true;
}

// Returns whether that changed any field.
export function fillForm(form, values) {
  let isChanged = false;
  for (const field of form.elements) {
    if (!field.name || ["hidden", "submit", "file"].includes(field.type)) continue;
    isChanged = fill(field, values.get(field.name)) || isChanged;
  }
  return isChanged;
}

// A browser that goes back, or a person who was quicker than the script, has filled in fields.
export function isFilledIn(form) {
  return [...form.elements].some((field) => {
    if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
    const isTyped = ["text", "email", "textarea"].includes(field.type);
    return isTyped && field.value !== field.defaultValue;
  });
}

// Shows what another window or person made of the fields that nobody touched here since they
// were saved, which is `shown`. Returns whether all is shown now.
export function takeOver(form, typed, shown) {
  const now = byName(textIn(form));
  const isSame = (one = [], other = []) => one.join("\0") === other.join("\0");
  let isAllShown = true;
  for (const [name, values] of Object.entries(typed)) {
    const fields = [...form.elements].filter((field) => field.name === name);
    if (!fields.length || isSame(now.get(name), values)) continue;
    if (!isSame(now.get(name), shown.get(name))) {
      isAllShown = false;
      continue;
    }
    for (const field of fields) fill(field, values);
    shown.set(name, values);
  }
  return isAllShown;
}
