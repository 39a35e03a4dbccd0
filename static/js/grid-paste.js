// A block copied from Excel: first shown as "old → new", then applied by one press of
// Enter or dropped by Esc. What cannot be read stays in its cell, to be corrected.
window.GridPaste = (function () {
  "use strict";

  const FIRST = ["bad", "outside", "closed", "new", "same"]; // what to look at first

  return class GridPaste {
    constructor(grid, dialog) {
      this.grid = grid;
      this.dialog = dialog;
      this.steps = [];
      if (dialog) {
        dialog.querySelector("form").addEventListener("submit", () => this.apply());
        dialog.addEventListener("close", () => this.closed());
      }
    }

    // One cell is pasted as always; a block is looked at first.
    offer(event, start) {
      const rows = window.GridValues.block(event.clipboardData.getData("text"));
      if (!this.dialog || (rows.length === 1 && rows[0].length === 1)) {
        return;
      }
      event.preventDefault();
      this.start = start;
      this.steps = rows.flatMap((cells, down) =>
        cells.map((text, right) => this.step(start, down, right, text)).filter(Boolean),
      );
      this.show();
    }

    // A blank in the block leaves the cell alone: it must not wipe out a figure.
    step(start, down, right, text) {
      if (text === "") {
        return null;
      }
      const row = Number(start.dataset.row) + down;
      const col = Number(start.dataset.col) + right;
      const input = this.grid.keys.at(row, col);
      const place = this.text("place", { row: down + 1, col: right + 1 });
      if (!input) {
        const inside = row <= this.grid.keys.rows && col <= this.grid.keys.cols;
        const kind = inside ? "closed" : "outside";
        return { kind, label: place, before: "", text, why: this.text(inside ? "none" : kind) };
      }
      return this.stepInto(input, text);
    }

    stepInto(input, text) {
      const label = input.getAttribute("aria-label");
      const before = input.value;
      if (input.readOnly || input.disabled) {
        return { kind: "closed", label, before, text, why: this.text("closed") };
      }
      const value = this.choice(input, text);
      const problem = value === null ? this.text("notChoice", { value: text.slice(0, 100) })
        : this.grid.problemOf(input, value);
      if (problem) {
        return { kind: "bad", label, before, text, input, value: value ?? "", why: problem };
      }
      const kind = window.GridValues.same(value, before) ? "same" : "new";
      return { kind, label, before, text, input, value, why: this.text(kind) };
    }

    // A list takes its own words, or their codes; null for anything else.
    choice(input, text) {
      if (input.tagName !== "SELECT") {
        return text;
      }
      const fold = (word) => word.trim().toLowerCase();
      const found = Array.from(input.options).find((option) =>
        [option.value, option.text].map(fold).includes(fold(text)),
      );
      return found ? found.value : null;
    }

    count(kind) {
      return this.steps.filter((step) => step.kind === kind).length;
    }

    show() {
      const body = this.dialog.querySelector("tbody");
      const order = (step) => FIRST.indexOf(step.kind);
      const sorted = [...this.steps].sort((one, other) => order(one) - order(other));
      body.replaceChildren(...sorted.map((step) => this.line(step)));
      this.dialog.querySelector("[data-paste-summary]").textContent = this.summary();
      const button = this.dialog.querySelector("[type=submit]");
      const count = this.count("new") + this.count("bad");
      button.textContent = this.text("apply", { count });
      button.disabled = count === 0;
      this.dialog.returnValue = "";
      this.dialog.showModal();
      (count ? button : this.dialog.querySelector("[data-closes]")).focus();
    }

    summary() {
      const sentences = ["new", "bad", "closed", "outside", "same"]
        .map((kind) => [kind, this.count(kind)])
        .filter(([, count]) => count)
        .map(([kind, count]) => this.text("sum-" + kind, { count }));
      return sentences.join("; ") + ".";
    }

    line(step) {
      const line = document.createElement("tr");
      line.dataset.kind = step.kind;
      const cell = (name, text, kind = "") => {
        const made = document.createElement(name);
        made.textContent = text;
        made.className = kind;
        return made;
      };
      const head = cell("th", step.label, "wrap");
      head.scope = "row";
      line.append(
        head,
        cell("td", step.before === "" ? this.text("blank") : step.before, "num"),
        cell("td", step.text, "num strong"),
        cell("td", step.why, "wrap"),
      );
      return line;
    }

    apply() {
      const written = this.steps.filter((step) => ["new", "bad"].includes(step.kind));
      written.forEach((step) => {
        if (step.input.tagName !== "SELECT" || step.kind === "new") {
          step.input.value = step.value;
          this.grid.showDerived(step.input);
          this.grid.commit(step.input);
        }
      });
      const counts = { good: this.count("new"), bad: this.count("bad") };
      this.grid.states.note(this.text(counts.bad ? "done-bad" : "done", counts));
      this.grid.report();
    }

    closed() {
      this.steps = [];
      this.start.focus();
    }

    // A sentence of the dialog, so that the words stay with the translators.
    text(name, values = {}) {
      const words = this.dialog.querySelector('[data-word="' + name + '"]');
      return Object.entries(values).reduce(
        (sentence, [word, value]) => sentence.replace("{" + word + "}", () => value),
        words ? words.textContent : "",
      );
    }
  };
})();
