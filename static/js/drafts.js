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

  function forget(some) {
    some.forEach((key) => localStorage.removeItem(key));
  }

  // Figures that still wait are lost by logging out: ask first.
  function atLogout(event) {
    if (!event.target.matches("form[data-logout]")) {
      return;
    }
    const mine = keys().filter(isMine);
    if (mine.length && !window.confirm(script.dataset.warning)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    forget(mine);
  }

  forget(keys().filter((key) => !isMine(key)));
  window.addEventListener("submit", atLogout, true);
})();
