// The sentence selected in the paper goes into the form that adds a missed item.
// Without it the sentence is copied by hand, or its number is typed.
(function () {
  "use strict";

  const source = document.querySelector("[data-source]");
  const words = document.getElementById("id_add-words");
  const start = document.getElementById("id_add-start");
  if (!source || !words || !start) {
    return;
  }

  function offsetOf(range) {
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return Array.from(before.toString()).length;
  }

  function take() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) {
      return;
    }
    const range = selection.getRangeAt(0);
    const text = range.toString();
    if (!source.contains(range.commonAncestorContainer) || !text.trim()) {
      return;
    }
    words.value = text.trim();
    start.value = offsetOf(range);
  }

  document.addEventListener("selectionchange", take);
  // Typed over by hand, the place of the last selection says nothing any more.
  words.addEventListener("input", () => {
    start.value = "";
  });
})();
