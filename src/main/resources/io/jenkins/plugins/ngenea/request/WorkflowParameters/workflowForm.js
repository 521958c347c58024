/*
 * Keeps the names of the fields of a workflow in one hidden input, which the check of the workflow depends on: so it can say
 * which ones are missing.
 */
(function () {
  const NAMES = "input.ngenea-field-names";
  const ROWS = ".repeated-chunk[name='fields'] input[name='_.name']";

  function keep(input, form) {
    const names = Array.from(form.querySelectorAll(ROWS), (row) => row.value.trim()).join("\n");
    if (names !== input.value) {
      input.value = names;
      input.dispatchEvent(new Event("change"));
    }
  }

  /** The part of the page with the rows of this form, and of no other. */
  function formOf(input) {
    let form = input.parentElement;
    while (form.parentElement !== null && form.querySelector("[name='_.workflow']") === null) {
      form = form.parentElement;
    }
    return form;
  }

  // before the checks are made
  Behaviour.specify(NAMES, "ngenea-field-names", -100, function (input) {
    const form = formOf(input);
    const again = () => keep(input, form);
    again();
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    // rows come and go
    new MutationObserver(again).observe(form, { childList: true, subtree: true });
  });
})();
