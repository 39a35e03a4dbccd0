// What one person typed and could not send is kept on this machine for that person
// only: it goes at logout, and when somebody else logs in.
(function () {
  "use strict";

  const script = document.currentScript;
  const person = script.dataset.person || "";

  function keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith("grid:"));
    } catch (error) {
      return []; // storage switched off by policy: nothing was kept
    }
  }

  const isMine = (key) => person !== "" && key.startsWith("grid:" + person + ":");

  function forgetOthers() {
    keys()
      .filter((key) => !isMine(key))
      .forEach((key) => localStorage.removeItem(key));
  }

  // Figures that still wait would be lost by logging out: ask first.
  function askAtLogout(event) {
    const isLogout = event.target.matches("form[data-logout]");
    if (isLogout && keys().some(isMine) && !window.confirm(script.dataset.warning)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  forgetOthers();
  window.addEventListener("submit", askAtLogout, true);
})();
