// How the state of a cell, the list of open questions and the status line look.
window.GridStates = class GridStates {
  constructor(form, actions) {
    this.toolbar = form.querySelector("[data-grid-toolbar]");
    this.status = form.querySelector("[data-grid-status]");
    this.noted = form.querySelector("[data-grid-note]");
    this.issues = form.querySelector("[data-grid-issues]");
    this.actions = actions; // { go(id), keep(id), take(id) }
  }

  // A sentence of the toolbar, so that the words stay with the translators.
  text(name, values = {}) {
    const key = "text" + name[0].toUpperCase() + name.slice(1);
    return Object.entries(values).reduce(
      (sentence, [word, value]) => sentence.replace("{" + word + "}", () => value),
      this.toolbar.dataset[key] || "",
    );
  }

  say(name, values) {
    const sentence = this.text(name, values);
    if (this.status.textContent !== sentence) {
      this.status.textContent = sentence;
    }
  }

  sayAs(sentence) {
    this.status.textContent = sentence;
  }

  // What a paste did; stays until the next one.
  note(sentence) {
    this.noted.textContent = sentence;
  }

  mark(input, state) {
    input.parentElement.dataset.state = state;
    const wrong = state === "refused" || state === "conflict";
    input.setAttribute("aria-invalid", wrong ? "true" : "false");
    if (!wrong) {
      this.forget(input);
    }
  }

  refuse(input, message) {
    this.mark(input, "refused");
    this.list(input, "", message, [["go", "Go"]]);
  }

  conflict(input, mine, answer) {
    this.mark(input, "conflict");
    const shown = (value) => (value === "" || value === null ? this.text("blank") : value);
    const sentence = this.text("conflict", {
      mine: shown(mine),
      theirs: shown(answer.value),
      by: answer.by || "",
      at: answer.at || "",
    });
    const whole = answer.message ? sentence + ". " + answer.message : sentence;
    this.list(input, "issue--conflict", whole, [
      ["keep", "Keep"],
      ["take", "Take"],
    ]);
  }

  issueId(input) {
    return "issue-" + input.name;
  }

  list(input, kind, message, buttons) {
    this.forget(input);
    const issue = document.createElement("div");
    issue.className = ("issue " + kind).trim();
    issue.id = this.issueId(input);
    const text = document.createElement("span");
    text.className = "issue__text";
    text.textContent = input.getAttribute("aria-label") + ": " + message;
    issue.append(text, ...buttons.map((button) => this.button(input, ...button)));
    this.issues.append(issue);
    input.setAttribute("aria-describedby", issue.id);
  }

  button(input, action, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = this.text(name);
    button.addEventListener("click", () => this.actions[action](input));
    return button;
  }

  forget(input) {
    const issue = document.getElementById(this.issueId(input));
    if (issue) {
      issue.remove();
      input.removeAttribute("aria-describedby");
    }
  }
};
