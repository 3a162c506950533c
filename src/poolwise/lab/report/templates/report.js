// Sorting, filtering and highlighting. The page says the same without them.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// A setting that is pointed at, or focused, lights up wherever it is.
for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(type, ({ target }) => {
    const { setting } = target.closest?.("[data-setting]")?.dataset ?? {};
    for (const each of setting ? all(`[data-setting="${setting}"]`) : []) each.classList.toggle("lit", on);
  });

// A heading sorts by its column, then the other way round, then gives the groups of the tests back.
for (const table of all("table.sortable")) {
  const rows = all("tbody tr:not(.group)", table), homes = rows.map((row) => row.parentNode);
  const flat = table.createTBody(), heads = all("thead th", table);
  const value = (row, column) => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent ?? "";
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
  heads.forEach((head, column) => {
    const first = head.dataset.better === "higher" ? "descending" : "ascending";
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort"), second = first === "ascending" ? "descending" : "ascending";
      const order = was === null ? first : was === first ? second : null;
      for (const each of heads) each.removeAttribute("aria-sort");
      table.classList.toggle("sorted", order !== null);
      if (order === null) return rows.forEach((row, i) => homes[i].append(row));
      head.setAttribute("aria-sort", order);
      const turn = order === "ascending" ? 1 : -1, missing = (row) => value(row, column) === "";
      flat.append(...[...rows].sort((a, b) => missing(a) - missing(b) || turn * compare(value(a, column), value(b, column))));
    });
  });
}

// Only what has all words in its name is shown.
for (const box of all(".filter")) {
  box.hidden = false;
  box.addEventListener("input", ({ target }) => {
    const words = target.value.toLowerCase().split(/\s+/);
    for (const each of all("[data-name]")) each.hidden = !words.every((word) => each.dataset.name.toLowerCase().includes(word));
  });
}

// What a link leads to is opened.
const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
window.addEventListener("hashchange", open);
open();
