// Small manners of every page: menus close, dialogs open, a form is sent once.
(function () {
  "use strict";

  function closeMenus(except) {
    document.querySelectorAll("[data-menu][open]").forEach(function (menu) {
      if (menu !== except) {
        menu.open = false;
      }
    });
  }

  function openDialog(event, opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }

  function onClick(event) {
    closeMenus(event.target.closest("[data-menu]"));
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      openDialog(event, opener);
    }
    if (event.target.closest("[data-closes]")) {
      event.target.closest("dialog").close();
    }
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  }

  function onEscape(event) {
    const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }

  // A second press while the first is under way would send the same thing twice.
  function sendOnce(event) {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-grid]")) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "1";
  }

  function forgetSent() {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", forgetSent);
})();
