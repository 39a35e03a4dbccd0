// Cells not yet safe on the server, kept on this machine under a person and a round.
// An entry: { value, version } waiting; with `refused` (a sentence) or `conflict`
// (the server's answer) it waits for the person instead.
window.GridQueue = class GridQueue {
  constructor(key) {
    this.key = "grid:" + key;
    this.entries = this.read();
    this.here = () => true; // a page may show only some cells of the round
    this.sendsAll = false;
  }

  read() {
    try {
      return new Map(Object.entries(JSON.parse(localStorage.getItem(this.key) || "{}")));
    } catch (error) {
      return this.entries || new Map(); // storage switched off: this page only
    }
  }

  // Another tab of the same person may have written in between.
  change(how) {
    this.entries = this.read();
    how(this.entries);
    try {
      if (this.entries.size) {
        const plain = Object.fromEntries(this.entries);
        localStorage.setItem(this.key, JSON.stringify(plain));
      } else {
        localStorage.removeItem(this.key);
      }
    } catch (error) {
      // full or switched off: the entries live as long as the page
    }
  }

  put(id, entry) {
    this.change((entries) => entries.set(id, entry));
  }

  drop(id) {
    this.change((entries) => entries.delete(id));
  }

  get(id) {
    return this.entries.get(id);
  }

  ids() {
    return Array.from(this.entries.keys()).filter((id) => this.here(id));
  }

  // Those of this page first; then, where the page says it may, those that another
  // page of the round left behind.
  sendable(limit) {
    const ready = Array.from(this.entries).filter(
      ([, entry]) => !entry.refused && !entry.conflict,
    );
    const mine = ready.filter(([id]) => this.here(id));
    return (mine.length || !this.sendsAll ? mine : ready)
      .slice(0, limit)
      .map(([id, { value, version }]) => ({ id, value, version }));
  }

  stuck() {
    return this.ids().filter((id) => this.get(id).refused || this.get(id).conflict).length;
  }
};
