// Sorts and filters the ranking. Everything it needs is in the page; without it the page is the same, in the order of ranks.
"use strict";
(() => {
  const table = document.getElementById("ranking");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const rows = Array.from(body.rows, (row) => ({
    row,
    text: (row.cells[1].textContent + " " + row.cells[2].textContent).toLowerCase(),  // name and code
    grade: row.dataset.g,
  }));
  const find = document.getElementById("find");
  const grade = document.getElementById("grade");
  const shown = document.getElementById("shown");

  const number = (text) => {
    const value = parseFloat(text);
    return Number.isNaN(value) ? null : value;
  };
  const collator = new Intl.Collator(document.documentElement.lang);
  const compare = (numeric) => (numeric ? (a, b) => a - b : collator.compare);

  const sort = (column, down) => {
    const numeric = heads[column].classList.contains("n");
    const order = compare(numeric);
    const keyed = rows.map((item, at) => {
      const text = item.row.cells[column].textContent;
      return { item, at, key: numeric ? number(text) : text };
    });
    // What has no number stays behind, whichever way.
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
      return (down ? order(b.key, a.key) : order(a.key, b.key)) || a.at - b.at;
    });
    const all = document.createDocumentFragment();
    for (const one of keyed) all.append(one.item.row);
    body.append(all);
  };

  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of rows) {
      const there = (!grade.value || item.grade === grade.value) && words.every((word) => item.text.includes(word));
      item.row.hidden = !there;
      count += there;
    }
    shown.textContent = count + " / " + rows.length;
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(column, down);
    });
  });
  find.addEventListener("input", filter);
  grade.addEventListener("change", filter);
  document.querySelector(".tools").hidden = false;
  filter();
})();
