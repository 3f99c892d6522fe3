// The wall of a round: drawn from its events. Elements stay and only what changes is written, so nothing flickers.
const given = JSON.parse(document.getElementById("round").textContent);
const { Words, niceStep } = await import(new URL("%TABLE%", location.href));
const words = new Words(given), { say } = words;
const at = id => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg", DOT = .38, AGAIN = 2000, MANY = 6; // rows that have room for numbers beside their marks

const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };
function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}
function make(parent, name, attributes = {}, space = null) {
  const element = space ? document.createElementNS(space, name) : document.createElement(name);
  put(element, attributes);
  parent.append(element);
  return element;
}
const whole = value => words.number(value, Number.isInteger(value) ? 0 : 1);

let last = null, rows = null, shape = "";

function begin(kind) {
  at("picture").replaceChildren();
  at("picture").className = (kind === "choice" ? last.question.options : given.parties).length > MANY ? "many" : "";
  rows = null;
  if (kind === "few") rows = { few: make(at("picture"), "p", { class: "few" }) };
  else if (kind === "split") {
    const head = make(at("picture"), "p", { class: "head" });
    make(head, "span");
    write(make(head, "span"), say("axis"));
    write(make(head, "span"), say("split"));
    rows = given.parties.map(({ code, name, start }, i) => {
      const row = make(at("picture"), "div", { class: "party", style: `--party:var(--p${i})` });
      const label = make(row, "p", { class: "name" });
      write(make(label, "b"), code);
      write(make(label, "small"), name);
      const strip = make(row, "div", { class: "strip" });
      const svg = make(strip, "svg", { role: "img" }, SVG);
      const own = make(row, "p", { class: "own" });
      return { code, start, strip, svg, number: make(own, "b"), change: make(own, "span"), dots: [], parts: null };
    });
  } else {
    rows = last.question.options.map(({ s }) => {
      const row = make(at("picture"), "p", { class: "bar" });
      write(make(row, "b"), given.names[s]);
      return { row, bar: make(row, "i"), number: make(row, "span") };
    });
  }
}

// The marks of one strip, in its own pixels: dots stand above the line, those of the same place one above the other.
function strip(row, values, told, split, reach) {
  const { width, height } = row.strip.getBoundingClientRect();
  if (!width) return;
  const unit = parseFloat(getComputedStyle(at("count")).fontSize) / 4.6, pad = 4 * unit, many = rows.length > MANY;
  const x = value => pad + (width - 2 * pad) * (value - row.start + reach) / (2 * reach);
  const thick = many ? .5 * unit : unit, base = many ? height - .5 * unit : height - 2.6 * unit, floor = base - .8 * thick;
  put(row.svg, { viewBox: `0 0 ${width} ${height}` });
  row.parts ??= Object.fromEntries([["zero", "line"], ["line", "line"], ["box", "rect"], ["median", "line"], ["room", "path"],
    ["low", "text"], ["mid", "text"], ["high", "text"]].map(([key, name]) => [key, make(row.svg, name, {}, SVG)]));
  const { line, zero, box, median, room, low, mid, high } = row.parts;
  put(zero, { x1: x(row.start), x2: x(row.start), y1: 0, y2: base + .6 * thick, stroke: "var(--bk-line)", "stroke-width": .12 * unit });
  put(line, { x1: x(told.min), x2: x(told.max), y1: base, y2: base, stroke: "var(--party)", "stroke-width": .25 * unit });
  put(box, { x: x(told.q1), width: Math.max(x(told.q3) - x(told.q1), .2 * unit), y: base - thick / 2, height: thick, fill: "var(--party)" });
  put(median, { x1: x(told.median), x2: x(told.median), y1: base - .9 * thick, y2: base + .9 * thick, stroke: "var(--bk-text)", "stroke-width": .35 * thick });
  const edge = .75 * thick;
  put(room, { d: `M${x(split)} ${base - edge}l${edge} ${edge}l${-edge} ${edge}l${-edge} ${-edge}z`, fill: "var(--bk-background)",
    stroke: "var(--bk-text)", "stroke-width": .25 * thick });
  // Columns are one dot wide; where a column is too high for the strip, its dots overlap.
  const size = (many ? .6 : 1) * DOT * unit, columns = values.map(value => Math.round(x(value) / (2 * size))), most = {}, counts = {};
  for (const column of columns) most[column] = (most[column] ?? 0) + 1;
  columns.forEach((column, i) => {
    const level = counts[column] = (counts[column] ?? -1) + 1;
    const step = Math.min(2 * size, Math.max(floor - 2 * size, 0) / Math.max(most[column] - 1, 1));
    row.dots[i] ??= make(row.svg, "circle", { fill: "var(--party)", stroke: "var(--bk-background)" }, SVG);
    put(row.dots[i], { cx: (column * 2 * size).toFixed(1), cy: (floor - size - level * step).toFixed(1), r: (.95 * size).toFixed(1),
      "stroke-width": step < 1.5 * size ? 0 : 1 });
  });
  for (const dot of row.dots.splice(values.length)) dot.remove();
  write(mid, many ? "" : whole(told.median));
  put(mid, { x: x(told.median), y: base + 2.4 * unit, "text-anchor": "middle" });
  write(low, many || told.median === told.min ? "" : whole(told.min));
  put(low, { class: "soft", "text-anchor": "end", x: x(told.min) - .6 * unit, y: base + .5 * unit });
  write(high, many || told.median === told.max ? "" : whole(told.max));
  put(high, { class: "soft", "text-anchor": "start", x: x(told.max) + .6 * unit, y: base + .5 * unit });
}

function draw() {
  const { answers, state, institutions, values, split, question, fewest, paper } = last;
  const kind = answers < fewest ? "few" : question.kind === "split" ? "split" : "choice";
  if (kind !== shape) begin(shape = kind);
  write(at("count"), words.number(answers));
  write(at("noun"), say("answers", { n: answers }) + (paper ? `, ${say("paper", { n: paper })}` : ""));
  at("way").hidden = state !== "open";
  at("take").hidden = kind === "few";
  write(at("receipt"), last.receipt && state !== "open" ? say("receipt", { receipt: last.receipt }) : "");
  if (kind === "few") {
    write(rows.few, say("few", { least: fewest, n: fewest - answers }));
    at("facts").replaceChildren();
    return;
  }
  if (kind === "split") {
    const changes = rows.flatMap(({ code, start }) => [institutions[code].min - start, institutions[code].max - start, split.institutions[code].places - start]);
    const reach = niceStep(Math.max(20, ...changes.map(Math.abs)), [1, 1.5, 2, 3, 5, 7]);
    for (const row of rows) {
      const told = institutions[row.code], { places } = split.institutions[row.code];
      write(row.number, words.number(places));
      write(row.change, words.number(places - row.start, 0, true));
      strip(row, values[row.code], told, places, reach);
      const spoken = Object.fromEntries(["min", "max", "median"].map(name => [name, whole(told[name])]));
      put(row.svg, { "aria-label": say("alt", { code: row.code, n: answers, split: places, ...spoken }) });
    }
  } else {
    const most = Math.max(1, ...question.options.map(own => own.answers));
    question.options.forEach((option, i) => {
      put(rows[i].row, { class: option.s === split.scenario && option.answers ? "bar most" : "bar" });
      put(rows[i].bar, { style: `width:${100 * option.answers / most}%` });
      write(rows[i].number, words.number(option.answers));
    });
  }
  facts(split, answers, question);
}

function facts(split, answers, question) {
  const box = at("facts");
  const near = Object.entries(split.distance_to_key).map(([key, value]) => [given.keys[key], { value, ...split.distance_precision[key] }]);
  const lines = [[say("distance"), [[say("plan"), words.number(split.distance_to_plan)], ...near.map(([name, bounded]) => [name, short(bounded)])]]];
  const share = words.number(100 * split.agreement) + words.words.percent;
  const chosen = question.options.find(own => own.s === split.scenario);
  const agree = chosen
    ? say("most", { name: given.names[chosen.s], n: chosen.answers, all: answers, share: words.number(100 * chosen.answers / answers) + words.words.percent })
    : say("agree", { n: split.agreeing, all: answers, share, within: split.within });
  const told = JSON.stringify([lines, agree, split.override]);
  if (box.dataset.told === told) return;
  box.dataset.told = told;
  box.replaceChildren();
  const first = make(box, "p");
  write(make(first, "b"), agree);
  if (split.override) write(make(box, "p"), say("override", split.override));
  if (question.options.length) return;
  const second = make(box, "p", { class: "distances" });
  write(make(second, "b"), `${lines[0][0]}: `);
  for (const [name, text] of lines[0][1]) {
    if (second.children.length > 1) second.append(" · ");
    write(make(second, "span"), `${name}: ${text}`);
  }
}

// A distance as far as its digits are known; on a wall whole places are enough.
const short = bounded => words.written(bounded, 0);

function tell(lost = false) {
  const seconds = last?.closes_at ? Math.round(last.closes_at - Date.now() / 1000) : 0;
  const left = seconds > 0 && last.state === "open" ? `, ${say("left", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` })}` : "";
  write(at("state"), say("round") + (last ? ` · ${say(last.state)}${left}` : "") + (lost ? ` – ${say("lost")}` : ""));
}

let source = null, broken = false;
function listen() {
  source = new EventSource(`${given.api}/events`);
  source.onmessage = event => {
    broken = false;
    last = JSON.parse(event.data);
    draw();
    tell();
  };
  source.onerror = () => {
    broken = true;
    tell(true);
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
  };
}
listen();
setInterval(() => tell(broken), 1000);
new ResizeObserver(() => { if (last) draw(); }).observe(at("picture"));
