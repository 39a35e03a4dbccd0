// What may stand in a cell, and how a block copied from Excel falls apart. No page here.
window.GridValues = (function () {
  "use strict";

  const WHOLE = /^\d+$|^\d{1,3}(\.\d{3})+$/;

  // Full-width digits, no-break and thin spaces come with copies from other programs.
  function tidy(text) {
    return text.normalize("NFKC").replace(/\s+/g, " ").trim();
  }

  // "2 300" is 2300, but "23 00" is not: spaces must part groups of three.
  function plain(text) {
    return /^\d{1,3}( \d{3})+(,\d+)?$/.test(text) ? text.replace(/ /g, "") : text;
  }

  // "" when the server may read it, else the key of the sentence to show.
  // Blank (not reported) and a dash (none) are answers too.
  function problem(text, decimals) {
    const value = plain(tidy(text));
    if (value === "" || value === "-" || value === "–" || WHOLE.test(value)) {
      return "";
    }
    const [before, after, ...more] = value.split(",");
    const isDecimal =
      WHOLE.test(before) && /^\d+$/.test(after || "") && more.length === 0;
    if (!isDecimal) {
      return "notNumber";
    }
    return after.length <= decimals ? "" : "notWhole";
  }

  // Excel quotes a cell that holds a tab, a line break or a quotation mark.
  function block(text) {
    const rows = [[]];
    const pattern = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
    while (pattern.lastIndex < text.length) {
      const [, cell, end] = pattern.exec(text) || [];
      if (cell === undefined) {
        break;
      }
      const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
      const inner = quoted ? cell.slice(1, -1).replace(/""/g, '"') : cell;
      rows[rows.length - 1].push(tidy(inner));
      if (end !== "\t" && pattern.lastIndex < text.length) {
        rows.push([]);
      }
    }
    return rows;
  }

  // Hundredths of "1.234,5"; whole numbers, so that nothing is rounded.
  function hundredths(text) {
    const [whole, part = ""] = plain(tidy(text)).replace(/\./g, "").split(",");
    return BigInt(whole + part.padEnd(2, "0"));
  }

  function shown(count) {
    const [sign, digits] = count < 0n ? ["-", -count] : ["", count];
    const whole = String(digits / 100n).replace(/\B(?=(\d{3})+$)/g, ".");
    const part = String(digits % 100n).padStart(2, "0").replace(/0+$/, "");
    return sign + whole + (part && "," + part);
  }

  // "1.234" less "30.00": what was typed less what the server counts, for the eye.
  function minus(text, known) {
    return shown(hundredths(text) - hundredths(known.replace(".", ",")));
  }

  function same(one, other) {
    const bare = (text) => tidy(text).replace(/[.\s]/g, "");
    return bare(one) === bare(other);
  }

  return { tidy, problem, block, minus, same };
})();
