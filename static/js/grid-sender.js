// Sends waiting cells in small batches and tries again while the line is cut.
window.GridSender = (function () {
  "use strict";

  const BATCH = 200; // cells in a request
  const PAUSE = 300; // ms gathered into one request
  const RETRY = [5, 10, 20, 40, 60]; // seconds

  return class GridSender {
    constructor(form, queue, states, actions) {
      this.form = form;
      this.queue = queue;
      this.states = states;
      this.actions = actions; // { answered(answer, cells), report() }
      this.failures = 0;
      this.busy = false;
    }

    soon() {
      this.schedule(PAUSE);
    }

    schedule(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), delay);
    }

    async flush() {
      const cells = this.queue.sendable(BATCH);
      if (this.busy || cells.length === 0) {
        return;
      }
      this.busy = true;
      this.states.say("saving", { count: cells.length });
      try {
        await this.send(cells);
      } catch (error) {
        this.later(); // the line is cut or the server is away: nothing is lost
      } finally {
        this.busy = false;
      }
    }

    async send(cells) {
      const response = await fetch(this.form.dataset.saveUrl, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
        },
        body: JSON.stringify({ cells }),
      });
      if (response.redirected || response.status === 401) {
        this.states.say("signedOut");
        return;
      }
      if (response.status >= 500) {
        this.later();
        return;
      }
      const answer = await response.json();
      this.failures = 0;
      this.actions.answered(answer, cells);
      this.afterAnswer(answer);
    }

    later() {
      const seconds = RETRY[Math.min(this.failures, RETRY.length - 1)];
      this.failures += 1;
      this.actions.report();
      this.schedule(seconds * 1000);
    }

    // What was typed during the request goes next; a refusal of all waits for a change.
    afterAnswer(answer) {
      const moved = [answer.saved, answer.refused, answer.conflicts].some(
        (list) => list && list.length,
      );
      if (moved && this.queue.sendable(1).length) {
        this.soon();
      }
    }
  };
})();
