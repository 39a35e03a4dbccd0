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
        keep: (input) => this.keepMine(input),
        take: (input) => this.takeTheirs(input),
      });
      this.byId = new Map();
      this.queue.here = (id) => this.byId.has(id);
      this.keys = new window.GridKeys({
        commit: (input) => this.commit(input),
        undo: (input) => this.restoreSaved(input),
      });
      this.sender = new window.GridSender(form, this.queue, this.states, {
        answered: (answer, cells) => this.take(answer, cells),
        report: () => this.report(),
      });
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
      on("paste", forCell((event, input) => this.paste(event, input)));
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
      if (input.dataset.kind === "text") {
        return "";
      }
      return window.GridValues.problem(input.value, Number(input.dataset.decimals || 0));
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
      const name = this.problem(input);
      const entry = { value, version: this.version(input).value };
      if (name) {
        entry.refused = this.states.text(name, { value: value.slice(0, 100) });
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

    paste(event, input) {
      const rows = window.GridValues.block(event.clipboardData.getData("text"));
      if (rows.length === 1 && rows[0].length === 1) {
        return;
      }
      event.preventDefault();
      const count = { good: 0, bad: 0, outside: 0 };
      rows.forEach((cells, down) =>
        cells.forEach((text, right) => this.pasteCell(input, down, right, text, count)),
      );
      this.report();
      const said = this.states.text("pasted", count);
      const lost = this.states.text("outside", { count: count.outside });
      this.states.note(count.outside ? said + ". " + lost : said);
    }

    // A blank in the block leaves the cell alone: it must not wipe out a figure.
    pasteCell(start, down, right, text, count) {
      const row = Number(start.dataset.row) + down;
      const col = Number(start.dataset.col) + right;
      const input = this.keys.at(row, col);
      if (text === "") {
        return;
      }
      if (!input || input.readOnly) {
        count.outside += 1;
        return;
      }
      input.value = text;
      this.commit(input);
      count[this.problem(input) ? "bad" : "good"] += 1;
    }

    // ── saving ──────────────────────────────────────────
    take(answer, cells) {
      const sent = new Map(cells.map((cell) => [cell.id, cell.value]));
      const each = (list, handler) =>
        (list || []).forEach((item) => {
          const input = this.byId.get(String(item.id));
          if (input) {
            handler(input, item, sent.get(String(item.id)));
          }
        });
      each(answer.saved, (...args) => this.onSaved(...args));
      each(answer.refused, (...args) => this.onRefused(...args));
      each(answer.conflicts, (...args) => this.onConflict(...args));
      this.report(answer.message);
      this.form.dispatchEvent(new CustomEvent("grid:saved", { bubbles: true }));
    }

    onSaved(input, item, sent) {
      const id = this.idOf(input);
      const shown = item.display === undefined ? item.value : item.display;
      const typed = this.typed(input);
      input.dataset.saved = shown === null ? "" : String(shown);
      this.version(input).value = item.version;
      this.tellParts(id, item.version);
      this.savedAt = new Date().toTimeString().slice(0, 5);
      if (typed === sent) {
        this.queue.drop(id);
        input.value = input.dataset.saved;
        this.states.mark(input, "saved");
      } else {
        this.enqueue(input, typed); // changed while the first answer was on its way
      }
    }

    // What this save did to the other parts of the same result: their version moved
    // with it, a cleared result took its note along, a numerator that waited for its
    // denominator may go now.
    tellParts(id, version) {
      this.byRow.get(this.rowOf(id)).forEach((other) => {
        const otherId = this.idOf(other);
        const entry = this.queue.get(otherId);
        if (otherId === id) {
          return;
        }
        this.version(other).value = version;
        if (entry && !entry.conflict) {
          this.enqueue(other, entry.value);
        } else if (!entry && version === 0) {
          other.value = other.dataset.saved = "";
        }
      });
    }

    onRefused(input, item, sent) {
      const version = this.version(input).value;
      this.queue.put(this.idOf(input), { value: sent, version, refused: item.message });
      this.states.refuse(input, item.message);
    }

    onConflict(input, item, sent) {
      if (this.same(item.value, sent)) {
        this.onSaved(input, item, sent); // an answer that got lost, or two of one mind
        return;
      }
      const version = this.version(input).value;
      this.queue.put(this.idOf(input), { value: sent, version, conflict: item });
      this.states.conflict(input, sent, item);
    }

    same(one, other) {
      const bare = (text) => String(text === null ? "" : text).replace(/[.\s]/g, "");
      return bare(one) === bare(other);
    }

    keepMine(input) {
      const { value, conflict } = this.queue.get(this.idOf(input));
      this.version(input).value = conflict.version;
      input.value = value;
      this.enqueue(input, value);
      this.report();
      input.focus();
    }

    takeTheirs(input) {
      const { conflict } = this.queue.get(this.idOf(input));
      this.version(input).value = conflict.version;
      input.dataset.saved = conflict.value === null ? "" : String(conflict.value);
      this.restoreSaved(input);
      input.focus();
    }

    // ── telling ─────────────────────────────────────────
    report(message) {
      const stuck = this.queue.stuck();
      const waiting = this.queue.ids().length - stuck;
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
      if (this.queue.ids().length) {
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
