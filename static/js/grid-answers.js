// What the server's answer does to the page: saved, refused or changed by another
// person, and the figures beside the cells as they stand now.
window.GridAnswers = (function () {
  "use strict";

  return class GridAnswers {
    constructor(grid) {
      this.grid = grid;
      this.queue = grid.queue;
      this.states = grid.states;
    }

    take(answer, cells) {
      const sent = new Map(cells.map((cell) => [cell.id, cell.value]));
      const each = (list, handler, elsewhere) =>
        (list || []).forEach((item) => {
          const id = String(item.id);
          const input = this.grid.byId.get(id);
          if (input) {
            handler.call(this, input, item, sent.get(id));
          } else {
            elsewhere(id, item);
          }
        });
      each(answer.saved, this.onSaved, (id) => this.queue.drop(id));
      each(answer.refused, this.onRefused, (id, item) => this.stick(id, { refused: item.message }));
      each(answer.conflicts, this.onConflict, (id, item) => this.stick(id, { conflict: item }));
      Object.entries(answer.rows || {}).forEach(([key, row]) => this.refresh(key, row));
      this.grid.report(answer.message);
      this.grid.form.dispatchEvent(new CustomEvent("grid:saved", { bubbles: true }));
    }

    // A cell that another page of the round shows: it waits there for the person.
    stick(id, how) {
      const entry = this.queue.get(id);
      if (entry) {
        this.queue.put(id, { ...entry, ...how });
      }
    }

    onSaved(input, item, sent) {
      const id = this.grid.idOf(input);
      const shown = item.display === undefined ? item.value : item.display;
      const typed = this.grid.typed(input);
      input.dataset.saved = shown === null ? "" : String(shown);
      this.grid.version(input).value = item.version;
      this.tellParts(id, item.version);
      this.grid.savedAt = new Date().toTimeString().slice(0, 5);
      if (typed === sent) {
        this.queue.drop(id);
        input.value = input.dataset.saved;
        this.states.mark(input, "saved");
      } else {
        this.grid.enqueue(input, typed); // changed while the first answer was on its way
      }
    }

    // What this save did to the other parts of the same result: their version moved
    // with it, a cleared result took its note along, a numerator that waited for its
    // denominator may go now.
    tellParts(id, version) {
      this.grid.byRow.get(this.grid.rowOf(id)).forEach((other) => {
        const otherId = this.grid.idOf(other);
        const entry = this.queue.get(otherId);
        if (otherId === id) {
          return;
        }
        this.grid.version(other).value = version;
        if (entry && !entry.conflict) {
          this.grid.enqueue(other, entry.value);
        } else if (!entry && version === 0) {
          other.value = other.dataset.saved = "";
        }
      });
    }

    onRefused(input, item, sent) {
      const version = this.grid.version(input).value;
      const entry = { value: sent, version, refused: item.message };
      this.queue.put(this.grid.idOf(input), entry);
      this.states.refuse(input, item.message);
    }

    onConflict(input, item, sent) {
      if (window.GridValues.same(item.value === null ? "" : item.value, sent)) {
        this.onSaved(input, item, sent); // an answer that got lost, or two of one mind
        return;
      }
      const version = this.grid.version(input).value;
      this.queue.put(this.grid.idOf(input), { value: sent, version, conflict: item });
      this.states.conflict(input, sent, item);
    }

    keepMine(input) {
      const { value, conflict } = this.queue.get(this.grid.idOf(input));
      this.grid.version(input).value = conflict.version;
      input.value = value;
      this.grid.enqueue(input, value);
      this.grid.report();
      input.focus();
    }

    takeTheirs(input) {
      const { conflict } = this.queue.get(this.grid.idOf(input));
      this.grid.version(input).value = conflict.version;
      input.dataset.saved = conflict.value === null ? "" : String(conflict.value);
      this.grid.restoreSaved(input);
      input.focus();
    }

    // The figures that follow from a cell, its questions and its running total.
    refresh(key, row) {
      const all = (name) =>
        this.grid.form.querySelectorAll("[" + name + '="' + CSS.escape(key) + '"]');
      all("data-now").forEach((place) => (place.textContent = row.now));
      all("data-stated").forEach((place) => (place.textContent = row.stated));
      all("data-to-date").forEach((place) => {
        place.textContent = row.to_date;
        place.hidden = row.to_date === "";
      });
      all("data-findings").forEach((list) => this.ask(list, row.findings));
      const total = this.grid.byId.get(key + ".total");
      if (total && !this.queue.get(key + ".total") && document.activeElement !== total) {
        total.value = total.dataset.saved = row.total;
      }
    }

    ask(list, findings) {
      const lines = findings.map((finding) => {
        const line = document.createElement("li");
        line.textContent = finding;
        return line;
      });
      list.replaceChildren(...lines);
      list.hidden = findings.length === 0;
    }
  };
})();
