/*
 * Makes a choice in a combobox a change like any other. Core checks the field itself, but sends no event: what depends on it
 * would go on showing what was said of the text before. And core lets go of the field while somebody presses an item: the
 * browser then tells of the beginning that was typed, and the answer about that may be the last one.
 */
(function () {
  const CHOICE = "input.ngenea-choice";
  const ITEMS = ".jenkins-dropdown";

  /** Of the field that has the focus: what the browser tells of, or this script has told. */
  let known = "";

  function focused() {
    const field = document.activeElement;
    return field !== null && field.matches(CHOICE) ? field : null;
  }

  function remember() {
    const field = focused();
    if (field !== null) {
      known = field.value;
    }
  }

  function tell() {
    const field = focused();
    if (field !== null && field.value !== known) {
      known = field.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  document.addEventListener("focusin", remember);
  document.addEventListener("input", remember);
  document.addEventListener("click", tell);
  document.addEventListener("keyup", tell);
  document.addEventListener("mousedown", (event) => {
    if (focused() !== null && event.target.closest(ITEMS) !== null) {
      event.preventDefault();
    }
  });
})();
