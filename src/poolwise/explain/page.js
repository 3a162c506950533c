// The page: what is set, what is drawn, and where the window is.
"use strict";

const $ = (id) => document.getElementById(id);
const GIVEN = JSON.parse($("given").textContent);
const SIDES = ["left", "right"];
const SET = { row: 0, column: 0, overlay: "" };
let made = {};

const shown = (value) => (Number.isNaN(value) ? "–" : Number(value.toPrecision(4)).toString());
const said = (rows) => `${rows.length} × ${rows.length ? rows[0].length : 0}`;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// --- what is set --------------------------------------------------------------------------------

function numbersOf(side) {
  const found = {};
  for (const [name] of OPERATORS[$(side).value].numbers) found[name] = Number($(`${side}-${name}`).value);
  return found;
}

function offerNumbers(side, given = {}) {
  $(`${side}-numbers`).replaceChildren(...OPERATORS[$(side).value].numbers.map(
    ([name, usual, least, most, step]) => {
      const label = document.createElement("label"), input = document.createElement("input");
      const output = document.createElement("output");
      const value = given[name] ?? usual;
      // What was asked for stays as it is, whatever the slider's own steps are.
      const fits = value >= least && value <= most && Number.isInteger((value - least) / step);
      const range = { min: Math.min(least, value), max: Math.max(most, value), step: fits ? step : "any" };
      Object.assign(input, { type: "range", id: `${side}-${name}`, ...range });
      input.value = value;
      output.textContent = input.value;
      input.addEventListener("input", () => { output.textContent = input.value; update(); });
      label.append(`${name} `, input, output);
      return label;
    }));
}

function geometry() {
  const padding = $("padding").value;
  return {
    kernel: whole("kernel"), stride: whole("stride"), dilation: whole("dilation"),
    padding: padding === "same" ? padding : Number(padding),
    ceil: $("ceil").checked, counted: $("counted").checked,
  };
}

function whole(id) {
  const value = Math.round(Number($(id).value));
  return Math.min(Math.max(value || 1, 1), Number($(id).max));
}

// The picture, slid by whole pixels over its own border, with the same noise for both sides.
function picture(across, down, noise) {
  const rows = GIVEN.pixels, height = rows.length, width = rows[0].length;
  const inside = (at, size) => Math.min(Math.max(at, 0), size - 1);
  let seed = 1;
  const draw = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  return rows.map((_, y) => rows[y].map((__, x) =>
    rows[inside(y - down, height)][inside(x - across, width)] + 2 * noise * draw()));
}

// --- what is computed ---------------------------------------------------------------------------

function update() {
  const across = Number($("across").value), down = Number($("down").value);
  const noise = Number($("noise").value), where = geometry();
  $("across-said").textContent = across;
  $("down-said").textContent = down;
  $("noise-said").textContent = noise;
  const plane = picture(across, down, noise), still = picture(0, 0, 0);
  made = { plane, where };
  for (const side of SIDES) {
    const numbers = numbersOf(side);
    made[side] = pool($(side).value, numbers, plane, where);
    made[side].before = pool($(side).value, numbers, still, where).kept;
  }
  const none = !made.left.kept.length || !made.left.kept[0].length;
  $("wrong").textContent = none ? "No window fits: the kernel is larger than the picture." : "";
  if (none) return;
  SET.row = Math.min(SET.row, made.left.kept.length - 1);
  SET.column = Math.min(SET.column, made.left.kept[0].length - 1);
  $("input-size").textContent = said(plane);
  for (const side of SIDES) tell(side);
  paint();
}

// How much of the result is other than of the picture as it was: the mean difference, as a share of
// what results range over.
function moved(side) {
  const now = made[side].kept.flat().map((each) => each.value);
  const before = made[side].before.flat().map((each) => each.value);
  const there = now.map((_, i) => i).filter((i) => !Number.isNaN(now[i]) && !Number.isNaN(before[i]));
  if (!there.length) return 0;
  const range = Math.max(...there.map((i) => before[i])) - Math.min(...there.map((i) => before[i]));
  const off = there.reduce((total, i) => total + Math.abs(now[i] - before[i]), 0) / there.length;
  return range ? off / range : 0;
}

function tell(side) {
  const name = $(side).value, numbers = Object.entries(numbersOf(side));
  const inside = numbers.map(([key, value]) => `${key}=${value}`).join(", ");
  $(`${side}-name`).textContent = name + (inside ? `(${inside})` : "");
  $(`${side}-name`).className = side;
  $(`${side}-size`).textContent = said(made[side].kept);
  const still = !Number($("across").value) && !Number($("down").value) && !Number($("noise").value);
  const share = `${(100 * moved(side)).toFixed(1)} % of its range`;
  $(`${side}-moved`).textContent = still ? "slide the picture to see what changes" : `changes by ${share}`;
}

// --- what is drawn ------------------------------------------------------------------------------

// Pixels of the screen for each of a canvas, so that lines are as thin on small pictures.
const scale = (canvas) => Number(canvas.dataset.scale);

function paint() {
  const { kept } = made.left, at = kept[SET.row][SET.column];
  drawRows($("input"), made.plane, 0, 1);
  if (SET.overlay) drawGradient($("input"), made[SET.overlay].gradient);
  frame($("input"), at.column.start, at.row.start, at.column.stop - at.column.start,
    at.row.stop - at.row.start, "--left");
  for (const side of SIDES) {
    const rows = made[side].kept.map((line) => line.map((each) => each.value));
    const there = rows.flat().filter((value) => !Number.isNaN(value));
    drawRows($(`${side}-out`), rows, Math.min(...there), Math.max(...there));
    frame($(`${side}-out`), SET.column, SET.row, 1, 1, `--${side}`);
    $(`${side}-out`).setAttribute("aria-label", `${$(side).value}, ${said(rows)}`);
  }
  $("input").setAttribute("aria-label", `the picture, ${said(made.plane)}; arrow keys move the window`);
  tables();
}

function drawRows(canvas, rows, low, high) {
  const side = Math.max(4, Math.round(640 / Math.max(rows.length, rows[0].length)));
  canvas.dataset.scale = side;
  canvas.width = rows[0].length * side;
  canvas.height = rows.length * side;
  const context = canvas.getContext("2d");
  rows.forEach((row, y) => row.forEach((value, x) => {
    const grey = Number.isNaN(value) ? 128 : Math.round(255 * (high > low ? (value - low) / (high - low) : 0.5));
    const clipped = Math.min(Math.max(grey, 0), 255);
    context.fillStyle = `rgb(${clipped}, ${clipped}, ${clipped})`;
    context.fillRect(x * side, y * side, side, side);
  }));
}

function drawGradient(canvas, rows) {
  const side = scale(canvas);
  const context = canvas.getContext("2d"), shade = colour("--shade");
  const most = Math.max(...rows.flat().map(Math.abs)) || 1;
  rows.forEach((row, y) => row.forEach((value, x) => {
    context.fillStyle = `rgba(${value < 0 ? "200, 60, 20" : shade}, ${0.85 * Math.abs(value) / most})`;
    context.fillRect(x * side, y * side, side, side);
  }));
}

function frame(canvas, x, y, width, height, name) {
  const side = scale(canvas);
  const context = canvas.getContext("2d");
  for (const [line, style] of [[5, "#ffffff"], [3, colour(name)]]) {
    context.lineWidth = line;
    context.strokeStyle = style;
    context.strokeRect(x * side, y * side, width * side, height * side);
  }
}

// Both operators' windows as tables: elements, and below each what it gets of the gradient.
function tables() {
  const results = SIDES.map((side) => {
    const one = made[side].kept[SET.row][SET.column];
    return `${$(`${side}-name`).textContent} keeps ${shown(one.value)}`;
  });
  const { row, column, x } = made.left.kept[SET.row][SET.column];
  $("window-said").textContent = `Window ${SET.row + 1}, ${SET.column + 1} looks at rows ${row.start} to ` +
    `${row.stop - 1} and columns ${column.start} to ${column.stop - 1}, ${x.length} elements. ` +
    `${results.join("; ")}.`;
  $("tables").replaceChildren(...SIDES.map(table));
}

function table(side) {
  const one = made[side].kept[SET.row][SET.column], made_of = document.createElement("table");
  const holder = document.createElement("div"), { kernel, dilation } = made.where;
  const caption = made_of.createCaption(), name = document.createElement("b");
  name.className = side;
  name.textContent = $(`${side}-name`).textContent;
  caption.append(name, `: ${OPERATORS[$(side).value].formula} = ${shown(one.value)}`);
  const most = Math.max(...one.shares.map(Math.abs), 1e-30);
  for (let i = 0; i < kernel; ++i) {
    const line = made_of.insertRow();
    for (let j = 0; j < kernel; ++j) {
      const cell = line.insertCell();
      const y = one.row.start + i * dilation, x = one.column.start + j * dilation;
      const at = one.at.findIndex(([a, b]) => a === y && b === x);
      if (at < 0) {
        cell.className = "absent";
        cell.textContent = "absent";
        continue;
      }
      cell.textContent = shown(one.x[at]);
      const share = document.createElement("small");
      share.textContent = `× ${shown(one.shares[at])}`;
      cell.append(share);
      const part = Math.abs(one.shares[at]) / most;
      cell.style.background = `rgba(${colour("--shade")}, ${0.22 * part})`;
    }
  }
  holder.className = "scroll";
  holder.tabIndex = 0;
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-label", `elements that ${name.textContent} looks at`);
  const about = document.createElement("p");
  about.className = "about";
  const { good, bad, source } = GIVEN.about[$(side).value];
  about.textContent = `Good for ${good}. But: ${bad}. (${source})`;
  holder.append(made_of, about);
  return holder;
}

// --- where the window is ------------------------------------------------------------------------

function move(down, across) {
  const { kept } = made.left;
  if (!kept.length || !kept[0].length) return;
  SET.row = Math.min(Math.max(SET.row + down, 0), kept.length - 1);
  SET.column = Math.min(Math.max(SET.column + across, 0), kept[0].length - 1);
  paint();
}

function pointed(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientY - box.top) / box.height) * (canvas.height / scale(canvas)),
    ((event.clientX - box.left) / box.width) * (canvas.width / scale(canvas)),
  ];
}

// The window whose middle is nearest.
function nearest(places, at) {
  const off = places.map(({ start, stop }) => Math.abs((start + stop) / 2 - at));
  return off.indexOf(Math.min(...off));
}

const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function begin() {
  for (const side of SIDES) {
    $(side).replaceChildren(...Object.keys(OPERATORS).map((name) => new Option(name)));
    $(side).value = GIVEN[side].op;
    offerNumbers(side, GIVEN[side].numbers);
    $(side).addEventListener("change", () => { offerNumbers(side); update(); });
    $(`${side}-out`).addEventListener("click", (event) => {
      [SET.row, SET.column] = pointed($(`${side}-out`), event).map(Math.floor);
      move(0, 0);
    });
  }
  for (const id of ["kernel", "stride", "padding", "dilation"]) $(id).value = GIVEN[id];
  $("ceil").checked = GIVEN.ceil;
  $("settings").addEventListener("input", (event) => {
    if (!SIDES.some((side) => event.target.id === side)) update();
  });
  $("settings").addEventListener("submit", (event) => event.preventDefault());
  for (const each of document.querySelectorAll("[name=overlay]"))
    each.addEventListener("change", () => { SET.overlay = each.value; paint(); });
  for (const each of document.querySelectorAll("[data-step]"))
    each.addEventListener("click", () => move(...each.dataset.step.split(",").map(Number)));
  $("input").addEventListener("click", (event) => {
    const [y, x] = pointed($("input"), event), { kept } = made.left;
    if (!kept.length || !kept[0].length) return;
    SET.row = nearest(kept.map((line) => line[0].row), y);
    SET.column = nearest(kept[0].map((each) => each.column), x);
    paint();
  });
  $("input").addEventListener("keydown", (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    move(...KEYS[event.key]);
  });
  // Begin at the round shape, where there is something to see.
  [SET.row, SET.column] = [0.3, 0.1].map((part) => Math.floor((part * GIVEN.pixels.length) / whole("stride")));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  update();
}

begin();
