// A figure's explanation beside the page; without this script the link is the page.
(function () {
  "use strict";

  const dialog = () => document.getElementById("explain-panel");
  let asked = 0;

  // A new window, a new tab and a download stay what the person asked for.
  function isPlain(event) {
    const keys = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    return event.button === 0 && !keys && !event.defaultPrevented;
  }

  function onClick(event) {
    const link = event.target.closest('a[href*="/explain/?"]');
    if (!link || !isPlain(event) || link.closest("dialog") || !dialog()) {
      return;
    }
    event.preventDefault();
    open(link.href);
  }

  async function open(address) {
    const panel = dialog();
    const body = panel.querySelector("[data-panel-body]");
    const number = (asked += 1);
    panel.querySelector("[data-panel-page]").href = address;
    body.replaceChildren(body.dataset.loading);
    body.setAttribute("aria-busy", "true");
    panel.showModal();
    try {
      const response = await fetch(address, {
        credentials: "same-origin",
        headers: { "HX-Request": "true" },
      });
      if (!response.ok || response.redirected) {
        throw new Error(String(response.status));
      }
      show(await response.text(), number, body);
    } catch (error) {
      if (number === asked) {
        window.location.assign(address); // the page says what is the matter
      }
    }
  }

  function show(html, number, body) {
    if (number !== asked) {
      return; // another figure was asked for meanwhile
    }
    const page = new DOMParser().parseFromString(html, "text/html");
    body.replaceChildren(...page.body.childNodes);
    body.removeAttribute("aria-busy");
    body.scrollTop = 0;
  }

  document.addEventListener("click", onClick);
})();
