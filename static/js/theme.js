// Light or dark: the machine's wish until the person chooses; kept on this machine.
(function () {
  "use strict";

  const KEY = "theme";
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; // storage may be switched off by policy
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch (error) {
      // the choice then lasts for this page only
    }
  }

  function shown() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    return root.dataset.theme || (dark ? "dark" : "light");
  }

  function toggle() {
    const next = shown() === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    keep(next);
  }

  // Before the first paint, so the page does not flash white.
  if (chosen() === "dark" || chosen() === "light") {
    root.dataset.theme = chosen();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", toggle);
    });
  });
})();
