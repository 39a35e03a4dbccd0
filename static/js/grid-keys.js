// Moving through the entry grid as in Excel; cells are known by row and column.
window.GridKeys = (function () {
  "use strict";

  const ARROWS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };

  return class GridKeys {
    constructor(actions) {
      this.actions = actions; // { commit(input), undo(input) }
      this.byPlace = new Map();
      this.rows = 0;
      this.cols = 0;
    }

    adopt(input) {
      const { row, col } = input.dataset;
      this.byPlace.set(row + "," + col, input);
      this.rows = Math.max(this.rows, Number(row));
      this.cols = Math.max(this.cols, Number(col));
    }

    at(row, col) {
      return this.byPlace.get(row + "," + col);
    }

    press(event, input) {
      if (input.tagName === "SELECT") {
        return; // its arrows choose
      }
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
        return;
      }
      if (event.key === "Enter") {
        event.preventDefault();
        this.actions.commit(input);
        this.move(input, event.shiftKey ? -1 : 1, 0);
      } else if (event.key === "Escape") {
        this.actions.undo(input);
      } else if (ARROWS[event.key] && !event.shiftKey && this.atEdge(event.key, input)) {
        event.preventDefault();
        this.move(input, ...ARROWS[event.key]);
      }
    }

    // Left and right first walk through the text, as in a cell being edited.
    atEdge(key, input) {
      const { selectionStart: start, selectionEnd: end, value } = input;
      const all = start === 0 && end === value.length;
      if (key === "ArrowLeft") {
        return all || (start === 0 && end === 0);
      }
      return key !== "ArrowRight" || all || start === value.length;
    }

    move(input, down, right) {
      let row = Number(input.dataset.row) + down;
      let col = Number(input.dataset.col) + right;
      while (row >= 0 && row <= this.rows && col >= 0 && col <= this.cols) {
        const next = this.at(row, col);
        if (next && next.offsetParent) {
          next.focus();
          return;
        }
        row += down;
        col += right;
      }
    }
  };
})();
