// Sends the rating of a page without leaving it. Without this script the form
// is sent as it is and the service answers with a page.

const form = document.querySelector('form[data-form="rating"]');
let sending = false;

// What a person sees is what they answer: the follow-up question that does not
// belong to the rating is hidden, and an answer to it is not sent.
function answers() {
  const body = {};
  for (const control of form.elements) {
    const shown = control.type === "hidden" || control.offsetParent;
    const given = control.type !== "radio" || control.checked;
    if (control.name && control.value && shown && given) body[control.name] = control.value;
  }
  if (body.rating) body.rating = Number(body.rating);
  return body;
}

function clearErrors() {
  for (const error of form.querySelectorAll(".field-error")) error.remove();
  for (const field of form.querySelectorAll(".field-invalid")) field.classList.remove("field-invalid");
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    describe(control, describedBy(control).filter((id) => !id.startsWith("error-")));
  }
}

const describedBy = (control) => (control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);

function describe(control, ids) {
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

// Puts a message beside the field it is about, in the markup that the page
// brings for it; a message about no field stands beside the first one.
function showError({ field, message }) {
  const wrapper = form.querySelector(`[data-field="${field}"]`) || form.querySelector("[data-field]");
  const control = wrapper.querySelector("input, textarea");
  const legend = wrapper.querySelector("legend");
  const error = form.querySelector("template[data-field-error]").content.firstElementChild.cloneNode(true);
  error.id = `error-${wrapper.dataset.field}`;
  error.querySelector("[data-message]").textContent = message;
  if (legend) legend.after(error);
  else control.before(error);
  wrapper.classList.add("field-invalid");
  control.setAttribute("aria-invalid", "true");
  describe(control, [error.id, ...describedBy(control)]);
  return control;
}

function thank() {
  const region = document.querySelector("[data-thanks]");
  form.hidden = true;
  region.append(document.querySelector("template[data-thanks-words]").content.cloneNode(true));
  region.focus();
}

async function post() {
  const reply = await fetch(form.action, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(answers()),
  });
  if (reply.ok) return thank();
  const problem = await reply.json();
  const errors = problem.errors || [];
  if (!errors.length) errors.push({ message: problem.detail || problem.title });
  errors.map(showError)[0].focus();
}

// The answers of both questions are one group, in which a browser gives the Tab
// key one place and remembers it: what is not asked must be none of the group.
form?.addEventListener("change", () => {
  for (const question of form.querySelectorAll("fieldset[data-field=aspect]")) {
    const asked = question.getClientRects().length > 0;
    for (const answer of question.elements) answer.name = asked ? question.dataset.field : "";
  }
});

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending) return;
  sending = true;
  clearErrors();
  await post().catch(() => showError({ field: "comment", message: form.dataset.unavailable }).focus());
  sending = false;
});
