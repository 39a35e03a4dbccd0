// The entry grid: keys as in Excel, block paste, each changed cell saved at once.
// Without this script the same form is sent as an ordinary form.
(function () {
  "use strict";

  const IDLE = 1500; // ms without a key before a cell still being typed is saved

  class Grid {
    constructor(form) {
      this.form = form;
      this.queue = new window.GridQueue(form.dataset.queueKey);
      this.states = new window.GridStates(form, {
        go: (input) => input.focus(),
        keep: (input) => this.answers.keepMine(input),
        take: (input) => this.answers.takeTheirs(input),
      });
      this.answers = new window.GridAnswers(this);
      this.byId = new Map();
      this.queue.here = (id) => this.byId.has(id);
      this.queue.sendsAll = "sendsAll" in form.dataset;
      this.keys = new window.GridKeys({
        commit: (input) => this.commit(input),
        undo: (input) => this.restoreSaved(input),
      });
      this.sender = new window.GridSender(form, this.queue, this.states, {
        answered: (answer, cells) => this.answers.take(answer, cells),
        report: () => this.report(),
      });
      this.paste = new window.GridPaste(this, document.getElementById("paste-preview"));
      this.byRow = new Map(); // the parts of one result share its version
      form.querySelectorAll(".cell[name]").forEach((input) => this.adopt(input));
      this.listen();
      this.restore();
    }

    adopt(input) {
      const id = this.idOf(input);
      const original = this.form.elements["o-" + id];
      input.dataset.saved = original ? original.value : "";
      this.byId.set(id, input);
      this.byRow.set(this.rowOf(id), [...(this.byRow.get(this.rowOf(id)) || []), input]);
      this.keys.adopt(input);
    }

    listen() {
      const on = (name, handler) => this.form.addEventListener(name, handler);
      const forCell = (handler) => (event) => {
        if (event.target.matches(".cell:not([readonly]):not([disabled])")) {
          handler(event, event.target);
        }
      };
      on("change", forCell((event, input) => this.commit(input)));
      on("input", forCell((event, input) => this.typing(input)));
      on("focusin", forCell((event, input) => input.select && input.select()));
      on("keydown", forCell((event, input) => this.keys.press(event, input)));
      on("paste", forCell((event, input) => this.paste.offer(event, input)));
      window.addEventListener("online", () => this.sender.flush());
      window.addEventListener("pagehide", () => this.commitActive());
      window.addEventListener("beforeunload", (event) => this.beforeLeaving(event));
    }

    idOf(input) {
      return input.name.slice(2);
    }

    // "unit.indicator.part" → "unit.indicator"
    rowOf(id) {
      return id.split(".", 2).join(".");
    }

    version(input) {
      return this.form.elements["v-" + this.idOf(input)];
    }

    restoreSaved(input) {
      input.value = input.dataset.saved;
      this.queue.drop(this.idOf(input));
      this.states.mark(input, "");
      if (input.select) {
        input.select();
      }
      this.report();
    }

    // ── changing ────────────────────────────────────────
    typing(input) {
      this.showDerived(input);
      clearTimeout(this.idle);
      this.idle = setTimeout(() => {
        if (!this.problem(input)) {
          this.commit(input);
        }
      }, IDLE);
    }

    typed(input) {
      const isText = input.dataset.kind === "text";
      return isText ? input.value.trim() : window.GridValues.tidy(input.value);
    }

    problem(input) {
      return this.problemOf(input, input.value);
    }

    // Why `text` cannot stand in the cell, as a sentence; "" when the server may see it.
    problemOf(input, text) {
      if (input.dataset.kind === "text") {
        return "";
      }
      const decimals = Number(input.dataset.decimals || 0);
      const name = window.GridValues.problem(text, decimals) || this.totalProblem(input, text);
      return name && this.states.text(name, { value: text.slice(0, 100), before: this.before(input) });
    }

    // A running total needs the year before it, and cannot fall below that.
    totalProblem(input, text) {
      const isBlank = /^[\s\-–]*$/.test(text);
      if (!("total" in input.dataset) || isBlank) {
        return "";
      }
      if (input.dataset.before === "") {
        return "totalUnknown";
      }
      const period = window.GridValues.minus(text, input.dataset.before);
      return period.startsWith("-") ? "totalFell" : "";
    }

    before(input) {
      const known = input.dataset.before;
      return known ? window.GridValues.minus(known.replace(".", ","), "0") : "";
    }

    // The period's figure behind a running total, at once.
    showDerived(input) {
      if (!("total" in input.dataset)) {
        return;
      }
      const key = this.rowOf(this.idOf(input));
      const shown = this.problem(input) || this.typed(input) === ""
        ? "" : window.GridValues.minus(input.value, input.dataset.before);
      this.form
        .querySelectorAll('[data-now="' + CSS.escape(key) + '"]')
        .forEach((place) => (place.textContent = shown));
    }

    commit(input) {
      const id = this.idOf(input);
      const value = this.typed(input);
      const waiting = this.queue.get(id);
      const asSaved = value === input.dataset.saved;
      if (waiting ? waiting.value === value : asSaved) {
        return;
      }
      if (asSaved) {
        this.queue.drop(id);
        this.states.mark(input, "");
      } else {
        this.enqueue(input, value);
      }
      this.report();
    }

    enqueue(input, value) {
      const id = this.idOf(input);
      const problem = this.problem(input);
      const entry = { value, version: this.version(input).value };
      if (problem) {
        entry.refused = problem;
        this.states.refuse(input, entry.refused);
      } else {
        this.states.mark(input, "waiting");
        this.sender.soon();
      }
      this.queue.put(id, entry);
    }

    commitActive() {
      const input = document.activeElement;
      if (input && this.form.contains(input) && input.matches(".cell:not([readonly])")) {
        this.commit(input);
      }
    }

    // ── telling ─────────────────────────────────────────
    report(message) {
      const stuck = this.queue.stuck();
      const waiting = this.queue.sendable(Infinity).length;
      if (message) {
        this.states.sayAs(message);
      } else if (this.sender.failures > 0 && waiting) {
        this.states.say("waiting", { count: waiting });
      } else if (waiting) {
        this.states.say("saving", { count: waiting });
      } else if (stuck) {
        this.states.say("refused", { count: stuck });
      } else {
        this.states.say(this.savedAt ? "saved" : "idle", { time: this.savedAt });
      }
    }

    restore() {
      this.queue.ids().forEach((id) => this.restoreCell(id, this.queue.get(id)));
      if (this.queue.entries.size) {
        this.report();
        this.sender.flush();
      }
    }

    restoreCell(id, entry) {
      const input = this.byId.get(id);
      if (input.readOnly || entry.value === input.dataset.saved) {
        this.queue.drop(id);
        return;
      }
      input.value = entry.value;
      this.showDerived(input);
      if (entry.conflict) {
        this.states.conflict(input, entry.value, entry.conflict);
      } else if (entry.refused) {
        this.states.refuse(input, entry.refused);
      } else {
        this.states.mark(input, "waiting");
      }
    }

    beforeLeaving(event) {
      this.commitActive();
      if (this.queue.ids().length) {
        event.preventDefault();
        event.returnValue = "";
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-grid]").forEach((form) => new Grid(form));
  });
})();
