// A light touch is noted without leaving the list: the form that all its buttons share is sent behind the scenes, and the
// note with its Undo comes back. Without this script the list is loaded anew instead.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-touch]") || !event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const { name, value, formAction } = event.submitter;
  event.submitter.closest("details")?.removeAttribute("open");
  window.htmx
    .ajax("POST", formAction, { source: form, swap: "none", values: name ? { [name]: value } : {} })
    .finally(() => delete form.dataset.busy);
});
