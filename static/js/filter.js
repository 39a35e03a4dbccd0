// Hides the rows of a table that do not hold the words typed, diacritics ignored.
// <input data-filter="#id-of-table">; rows with data-keep (totals, groups) stay.
(function () {
  "use strict";

  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[đĐ]/g, "d")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim();

  function rowsOf(table) {
    return Array.from(table.tBodies)
      .flatMap((body) => Array.from(body.rows))
      .filter((row) => !row.matches("[data-keep], .group, .totals"))
      .map((row) => ({ row, text: fold(row.dataset.words || row.textContent) }));
  }

  function say(input, shown, all) {
    const place = document.getElementById(input.getAttribute("aria-describedby"));
    if (place) {
      const words = place.dataset.text || "{shown}/{all}";
      place.textContent =
        shown === all ? "" : words.replace("{shown}", shown).replace("{all}", all);
    }
  }

  function wire(input) {
    const table = document.querySelector(input.dataset.filter);
    if (!table) {
      return;
    }
    const rows = rowsOf(table);
    function apply() {
      const words = fold(input.value).split(" ");
      let shown = 0;
      rows.forEach(({ row, text }) => {
        const hit = words.every((word) => text.includes(word));
        row.toggleAttribute("data-hidden", !hit);
        shown += hit ? 1 : 0;
      });
      say(input, shown, rows.length);
    }
    input.addEventListener("input", apply);
    apply();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-filter]").forEach(wire);
  });
})();
