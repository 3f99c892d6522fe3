// The view of the negotiating table: a handle for each institution, and every number of the page that follows them.
// The page's pictures are drawn by the server; their elements name what they show, and this module moves them:
//   data-value="AA.places", data-live (the same for copies)   a text          data-track="AA"   ring, bar and dot
//   data-tint, data-label="05334"                              a district      data-say          what was refused
import {
  Blocked, Formula, Negotiation, Plan, SETTERS, Scenario, carried, changeReach, nearest, niceStep,
  perThousand, scenarioFromText,
} from "./arithmetic.js";

const PATIENCE = 3000, STEP = 10; // milliseconds until waiting is said; places of a button
const MINUS = "\u2212", NBSP = "\u00a0";

/** A text with its fields filled. @param {string} words @param {Object<string, any>} fields */
const fill = (words, fields) => words.replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);

/** Numbers and texts in the page's language: `words` and the separators come with the document. */
export class Words {
  constructor({ words, separators: [decimal, group] }) { Object.assign(this, { words, decimal, group }); }

  /** 1125376 as "1.125.376"; rounds half away from zero on the digits of the number. */
  number(value, decimals = 0, sign = false) {
    const rounded = Number(`${Math.round(Number(`${Math.abs(value)}e${decimals}`))}e-${decimals}`);
    const [whole, part] = rounded.toFixed(decimals).split(".");
    const digits = whole.replace(/\B(?=(\d{3})+$)/g, this.group) + (part ? this.decimal + part : "");
    if (!rounded) return sign ? `±${digits}` : digits;
    return (value < 0 ? MINUS : sign ? "+" : "") + digits;
  }

  percent(value, sign = false) { return this.number(value, 1, sign) + this.words.percent; }

  /** A text by its name; where a number decides, `words` has singular, plural and the name of its field. */
  say = (name, fields = {}) => {
    const [one, many, by] = [this.words[name]].flat();
    const filled = Object.entries(fields).map(([key, value]) =>
      [key, typeof value === "number" ? this.number(value) : value instanceof Blocked ? this.refusal(value) : value]);
    return fill(many && Math.abs(fields[by]) !== 1 ? many : one, Object.fromEntries(filled));
  };

  /** @param {Blocked} error */
  refusal({ reason, params }) { return this.say(reason, params); }

  /** The number as far as its digits are known: "62,7", "rund 4,4", "rund 125 (125 bis 133)". */
  written(bounded, decimals) {
    const { value, low, high, precision } = bounded;
    const shown = carried(bounded, decimals), reach = Math.max(value - low, high - value);
    const text = this.number(value, shown);
    if (precision === "exact" || !reach || (precision === "rounded" && reach <= 10 ** -decimals)) return text;
    const about = this.say("about", { number: text }).replace(" ", NBSP);
    const digits = Number(value.toFixed(9)).toString(), zeros = /^\d*?(0*)$/.exec(digits);
    if (reach <= Math.max(1, zeros ? 10 ** zeros[1].length : 0)) return about;
    const limits = this.say("span", { low: this.number(low, shown), high: this.number(high, shown) });
    return this.say("limited", { number: about, limits });
  }

  /** What was typed as a whole number in the page's format; null for anything else. @param {string} typed */
  read(typed) {
    const groups = typed.trim().split(/[\s\u00a0\u202f]/).length > 1 ? "[\\s\\u00a0\\u202f]" : `\\${this.group}`;
    const form = new RegExp(`^(\\d{1,7}|\\d{1,3}(${groups}\\d{3}){1,2})$`);
    return form.test(typed.trim()) ? Number(typed.replace(/\D/g, "")) : null;
  }
}

/** An element: its name with classes, attributes (functions are listeners), children. @returns {any} */
function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split("."), element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const set = (element, name, value) => { if (element[name] !== value) element[name] = value; };
const off = (button, is) => button.setAttribute("aria-disabled", String(is)); // it keeps the focus, unlike disabled

/** The table on a page: what has been moved, what the server knows of it, and what the page shows. */
export class Table {
  /** @param {HTMLElement} host where the handles stand @param {((sent: object) => void) | null} send hands over to the
   * server; null where nobody waits for it @param {ParentNode} root where the numbers stand that follow */
  constructor(host, send, root = document) {
    Object.assign(this, { host, send, root, tab: Math.random().toString(36).slice(2), number: 0, stopped: "", waiting: [], rows: new Map() });
    this.watch = new MutationObserver(() => {
      this.found = null; // something has been drawn anew
      if (this.preview || this.told || this.waiting.length || !this.send) this.paint();
    });
    this.watch.observe(root === document ? document.body : root, { subtree: true, childList: true });
    this.onKey = event => this.key(event);
    document.addEventListener("keydown", this.onKey);
  }

  leave() {
    this.watch.disconnect();
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.onKey);
  }

  /** Take over what the server knows. Steps that it has not answered yet stay ahead of it. @param {object} data */
  update(data) {
    const known = JSON.stringify([data.plan, data.formulas, data.words, data.parties, data.handles]);
    this.data = data;
    if (known !== this.known) this.begin(data);
    this.known = known;
    this.baseline = scenarioFromText(this.plan, data.baseline);
    this.found = null;
    this.start = { distances: new Map(), rates: new Map() }; // those of the baseline, once
    const answered = data.ack?.tab === this.tab ? this.waiting.filter(own => own.step[0] <= data.ack.number) : [];
    this.waiting = this.waiting.slice(answered.length);
    const depth = [data.depth, data.future.length].join();
    const [text, expected] = answered.length ? [answered.at(-1).text, answered.at(-1).depth] : [this.base, this.depth];
    if (text !== data.scenario || expected !== depth) this.follow(data);
    [this.base, this.depth] = [data.scenario, depth];
    this.sent = this.waiting.length && answered.length ? null : this.sent;
    if (!this.waiting.length) this.settled();
    else if (answered.length) this.post();
    this.paint();
  }

  /** The server's state in place of the own one, then what it has not answered yet. */
  follow(data) {
    const read = text => scenarioFromText(this.plan, text);
    const past = [...Array(data.depth - data.past.length).fill(null), ...data.past.map(read)];
    this.now = new Negotiation(read(data.scenario), past, data.future.map(read));
    for (const own of this.waiting) {
      try { this.now = this.after(own.step.slice(1)); } catch (error) { if (!(error instanceof Blocked)) throw error; }
      [own.text, own.depth] = this.mark();
    }
  }

  mark() { return [this.now.current.text, [this.now.past.length, this.now.future.length].join()]; }

  get shown() { return this.preview ?? this.now.current; }

  /** @param {Scenario | null} scenario what a handle that is being moved leads to; null when it rests */
  hold(scenario) {
    this.preview = scenario;
    document.documentElement.classList.toggle("bk-moving", scenario !== null);
  }

  // --- gestures ---

  /** The negotiation after a gesture; throws Blocked. @param {any[]} gesture */
  after([kind, code, amount, counterpart]) {
    if (kind === "undo") return this.now.undo();
    if (kind === "redo") return this.now.redo();
    if (kind === "reset") return this.now.book(this.baseline);
    return this.now.move(kind, code, amount, counterpart, this.data.limits);
  }

  /** Make a gesture: it is shown at once, and handed to the server. */
  gesture(kind, ...rest) {
    this.hold(null);
    const unknown = kind === "undo" && this.now.past.at(-1) === null; // so far back only the server remembers
    const gesture = SETTERS[kind] ? [kind, ...rest, this.data.counterpart] : [kind];
    try {
      const next = unknown ? this.now : this.after(gesture);
      this.say(this.stopped); // why a handle that was moved went no further
      this.stopped = "";
      if (next.current.text !== this.now.current.text || unknown || next.past.length !== this.now.past.length) {
        this.now = next;
        const [text, depth] = this.mark();
        this.waiting.push({ step: [++this.number, ...gesture], text: unknown ? null : text, depth });
        this.post();
      }
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      this.refuse(error, gesture);
    }
    this.paint();
  }

  /** A scenario that another control has led to. @param {Scenario} scenario */
  book(scenario) {
    this.now = this.now.book(scenario);
    this.paint();
  }

  /** Say why a gesture is not possible, and offer the nearest one that is. */
  refuse(error, [kind, code, amount, counterpart]) {
    const words = this.words, held = this.now.current.quotas.get(code)[kind];
    const possible = nearest(kind, this.now.current, code, amount, counterpart, this.data.limits);
    const offer = possible === held ? null : make("button.bk-button", { type: "button", "data-offer": "",
      click: () => {
        this.gesture(kind, code, possible);
        this.rows.get(code)?.kinds.find(own => own.kind === kind)?.field.focus();
      } }, words.say(`offer_${kind}`, { code, n: possible }));
    this.say(words.refusal(error), offer);
  }

  /** While a handle is being moved: as far as it can go, and why not further. Returns where it stands. */
  drag(kind, code, wanted) {
    const { counterpart, limits } = this.data, handle = JSON.stringify([kind, code, counterpart, limits]);
    const start = this.now.drag?.handle === handle ? this.now.drag.start : this.now.current;
    const to = amount => SETTERS[kind](start, code, amount, counterpart, limits);
    try {
      this.hold(to(wanted));
      this.stopped = "";
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      wanted = nearest(kind, start, code, wanted, counterpart, limits);
      this.hold(to(wanted));
      this.stopped = this.words.refusal(error);
    }
    this.say(this.stopped);
    this.paint();
    return wanted;
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || !["z", "y"].includes(event.key.toLowerCase())) return;
    const { target } = event; // a field in which something is being typed has its own undo
    if (/^(text|search)$/.test(target.type) && target.value !== target.dataset.shown) return;
    event.preventDefault();
    const back = event.key.toLowerCase() === "z" && !event.shiftKey;
    if (back ? this.now.canUndo : this.now.future.length) this.gesture(back ? "undo" : "redo");
  }

  // --- the server ---

  /** Hand over what it has not answered; one message at a time, so that no answer is overtaken. */
  post() {
    if (!this.send) this.waiting = [];
    if (this.sent || !this.send) return;
    this.sent = this.waiting.at(-1);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.late(PATIENCE), PATIENCE);
    const { tab, base } = this, steps = this.waiting.map(own => own.step);
    this.send({ tab, base, steps, scenario: this.now.current.text });
  }

  /** No answer: say so, and hand over again as soon as the server is there. */
  async late(pause) {
    if (!this.waiting.length) return;
    this.wait(this.words.say("waiting"));
    const there = await fetch(this.data.health, { cache: "no-store" }).then(answer => answer.ok, () => false);
    if (!this.waiting.length) return;
    if (there) {
      this.sent = null;
      this.post();
    }
    clearTimeout(this.timer);
    const next = there ? Math.min(2 * pause, 20000) : PATIENCE;
    this.timer = setTimeout(() => this.late(next), next);
  }

  settled() {
    clearTimeout(this.timer);
    this.sent = null;
    this.wait("");
  }

  wait(words) { for (const place of this.places("[data-waiting]")) set(place, "textContent", words); }

  // --- the handles ---

  /** Everything that stays while places move. */
  begin(data) {
    this.words = new Words(data);
    this.plan = new Plan(data.plan);
    this.formulas = data.formulas.map(own => new Formula(own));
    this.rows.clear();
    const { say } = this.words, kinds = this.plan.total.degree ? ["places", "degree"] : ["places"];
    const parties = data.handles ? data.parties.map(({ code, name, color }) => {
      const note = make("span");
      const row = { note, kinds: kinds.map(kind => this.handle(kind, code, name)) };
      this.rows.set(code, row);
      const head = make("div.bk-head", {}, make("span", {}, make("span.bk-code", { style: `background:${color}` }),
        make("b", {}, code), ` ${name}`), note);
      return make("section.bk-party", { style: `--party:${color}`, "data-party": code }, head, ...row.kinds.map(own => own.line));
    }) : [];
    const button = (name, text) => make("button.bk-button", { type: "button", "data-do": name,
      click: event => { if (event.currentTarget.ariaDisabled !== "true") this.gesture(name); } }, text);
    this.ways = { undo: button("undo", say("undo")), redo: button("redo", say("redo")), reset: button("reset", "") };
    this.host.replaceChildren(make("div.bk.bk-table", {}, ...parties, make("p.bk-waiting", { role: "status", "data-waiting": "" }),
      make("div.bk-ways", {}, ...Object.values(this.ways))));
  }

  /** The line of one number: slider, field, and buttons for places. */
  handle(kind, code, name) {
    const { say } = this.words, label = say(`label_${kind}`, { code, name });
    const held = () => this.now.current.quotas.get(code)[kind];
    const own = { kind, code };
    own.range = make("input", { type: "range", min: 0, step: 1, "aria-label": label, "data-slider": `${code}.${kind}`,
      input: () => { own.range.value = this.drag(kind, code, Number(own.range.value)); },
      change: () => this.gesture(kind, code, Number(own.range.value)) });
    own.field = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": label,
      "data-field": `${code}.${kind}`, focus: () => own.field.select(), blur: () => this.typed(own),
      keydown: event => {
        const step = { ArrowUp: 1, ArrowDown: -1, PageUp: STEP, PageDown: -STEP }[event.key];
        if (event.key === "Enter") this.typed(own);
        else if (event.key === "Escape") this.restore(own);
        else if (step) {
          event.preventDefault();
          this.gesture(kind, code, Math.max(held() + step, 0));
          this.restore(own);
        }
      } });
    own.wrong = make("p.bk-wrong", { role: "alert" });
    const step = (by, text) => make("button.bk-button", { type: "button", "data-step": `${code}.${by}`,
      "aria-label": `${text} ${code}`,
      click: event => { if (event.currentTarget.ariaDisabled !== "true") this.gesture(kind, code, held() + by); } }, text);
    own.steps = kind === "places" ? [step(-STEP, `${MINUS}${STEP}`), step(STEP, `+${STEP}`)] : [];
    const [fewer, more] = own.steps;
    const counted = kind === "places" ? [fewer, own.field, more] : [own.field, make("span.bk-label", {}, say("degree"))];
    own.line = make(`div.bk-line.bk-line-${kind}`, {}, own.range, make("span.bk-count", {}, ...counted), own.wrong);
    return own;
  }

  /** What stands in a field becomes a gesture; what is no number is refused in words and left as it is. */
  typed(own) {
    if (own.field.value === own.field.dataset.shown) return this.restore(own);
    const amount = this.words.read(own.field.value);
    if (amount === null) {
      const example = this.words.number(this.plan.total.places);
      own.wrong.textContent = this.words.say("no_number", { typed: own.field.value, example });
      own.field.ariaInvalid = "true";
      return undefined;
    }
    this.gesture(own.kind, own.code, amount);
    return this.restore(own);
  }

  /** The field shows what is held. */
  restore(own) {
    own.wrong.textContent = "";
    own.field.removeAttribute("aria-invalid");
    own.field.value = own.field.dataset.shown;
    if (document.activeElement === own.field) own.field.select();
  }

  // --- what the page shows ---

  places(selector) { return this.root.querySelectorAll(selector); }

  /** What was refused, and a button for what can be done instead. */
  say(text, offer = null) {
    this.told = text ? [text, offer].filter(Boolean) : null;
    for (const place of this.places("[data-say]")) if (text || place.textContent) place.replaceChildren(...this.told ?? []);
  }

  /** Draw everything as it is now. */
  paint() {
    const values = this.values();
    for (const place of this.told ? this.places("[data-say]") : []) if (!place.textContent) place.replaceChildren(...this.told);
    const follow = name => [...this.places(`[data-${name}]`)].map(element => [element, element.dataset[name]]);
    this.found ??= ["value", "live", "track", "tint", "label"].map(follow);
    const [texts, copies, tracks, tints, labels] = this.found;
    const changed = (element, value) => value !== undefined && element.drawn !== value && ((element.drawn = value), true);
    for (const [code, row] of this.rows) this.paintRow(code, row);
    for (const [element, name] of [...texts, ...copies]) {
      if (changed(element, values[name])) element.textContent = values[name];
    }
    for (const [track, name] of tracks) {
      if (changed(track, values[`${name}.amount`])) this.paintTrack(track, values[`${name}.amount`]);
    }
    for (const [layer, name] of tints) if (changed(layer, values[`${name}.tint`])) layer.style.background = layer.drawn;
    for (const [label, name] of labels) {
      const [ink, ...lines] = values[`${name}.label`] ?? [];
      if (!ink || !changed(label, lines.join())) continue;
      label.style.color = ink;
      label.replaceChildren(lines[0], make("br"), lines[1], make("b", {}, lines[2]));
    }
    const { undo, redo, reset } = this.ways;
    off(undo, !this.now.canUndo);
    off(redo, !this.now.future.length);
    off(reset, this.now.current.text === this.data.baseline);
    set(reset, "textContent", this.words.say("reset", { baseline: this.data.baseline_name }));
    this.watch.takeRecords(); // what was drawn here needs no second look
  }

  paintRow(code, row) {
    const { limits, counterpart } = this.data, { words, shown } = this, { say } = words;
    const now = this.now.current, drawn = JSON.stringify([shown.quotas.get(code), now.quotas.get(code), now.total]);
    if (row.drawn === drawn && row.data === this.data) return;
    Object.assign(row, { drawn, data: this.data });
    const locked = limits.locked.includes(code), evens = counterpart === code, was = this.baseline.quotas.get(code);
    const notes = [locked ? say("locked_note") : evens ? say("evens") : say("was", { baseline: this.data.baseline_name, n: was.places })];
    if (code in limits.floors) notes.push(say("at_least", { n: limits.floors[code] }));
    if (code in limits.ceilings) notes.push(say("at_most", { n: limits.ceilings[code] }));
    set(row.note, "textContent", notes.join(", "));
    for (const own of row.kinds) {
      const { kind, range, field } = own, count = shown.quotas.get(code)[kind], held = this.now.current.quotas.get(code)[kind];
      const all = this.now.current.total[kind], most = Math.max(Math.min(Math.max(2 * this.plan.quotas.get(code)[kind], held), Math.max(all, held)), 1);
      set(range, "max", String(most));
      set(range, "value", String(count));
      set(range, "disabled", locked || evens);
      range.style.setProperty("--at", count / most);
      range.style.setProperty("--was", Math.min(was[kind] / most, 1));
      const change = count - was[kind], by = change ? say(change > 0 ? "plus" : "minus", { n: Math.abs(change) }) : say("same");
      range.setAttribute("aria-valuetext", say(`spoken_${kind}`, { code, n: count, change: by }));
      const text = words.number(count), fresh = field.value === (field.dataset.shown ?? "");
      field.dataset.shown = text;
      if (fresh && !field.ariaInvalid) set(field, "value", text);
      set(field, "disabled", locked || evens);
      for (const button of own.steps) off(button, locked || evens || (button === own.steps[0] && count < STEP));
    }
  }

  paintTrack(track, value) {
    const chart = track.closest("[data-reach]"), { reach, changes, most } = chart.dataset;
    if (changes !== undefined && this.rescale(chart)) return undefined;
    if (most && value > Number(reach)) {
      chart.dataset.reach = most;
      return this.redraw(chart);
    }
    const high = Number(chart.dataset.reach), low = changes === undefined ? 0 : -high;
    const place = amount => 100 * (Math.min(Math.max(amount, low), high) - low) / (high - low);
    const [before, after] = [place(Number(track.dataset.before)), place(value)];
    const [bar, ring, dot] = [".bk-bar, .move", ".bk-ring, .ring", ".bk-dot, .dot"].map(own => track.querySelector(own).style);
    bar.left = `${Math.min(before, after)}%`;
    bar.width = `${Math.abs(after - before)}%`;
    ring.left = `${before}%`;
    dot.left = `${after}%`;
    return undefined;
  }

  /** A new scale of changes when one has left the old: lines and numbers of the axis, then everything again. */
  rescale(chart) {
    const reach = changeReach([...this.shown.quotas].map(([code, { places }]) => places - this.baseline.quotas.get(code).places));
    if (String(reach) === chart.dataset.reach) return false;
    chart.dataset.reach = String(reach);
    const step = niceStep(2 * reach / 4), first = -Math.trunc(reach / step), at = tick => `left:${50 + 50 * tick / reach}%`;
    const ticks = Array.from({ length: 1 - 2 * first }, (_, i) => (first + i) * step);
    for (const track of chart.querySelectorAll(".bk-track")) {
      for (const line of track.querySelectorAll(".bk-tick")) line.remove();
      track.prepend(...ticks.map(tick => make(tick ? "i.bk-tick" : "i.bk-tick.bk-zero", { style: at(tick) })));
    }
    chart.querySelector(".bk-axis").replaceChildren(...ticks.map(tick => make("span", { style: at(tick) }, this.words.number(tick, 0, true))));
    this.redraw(chart);
    return true;
  }

  /** All marks of a chart stand elsewhere on its new scale. */
  redraw(chart) {
    for (const [track] of this.found[2]) if (chart.contains(track)) track.drawn = undefined;
    this.paint();
  }

  /** The text of every number that follows, by the name that elements give it. */
  values() {
    const { shown, baseline, words, data } = this, { say } = words, name = data.baseline_name;
    const { total } = shown, outside = shown.fromOutside, planned = this.plan.total;
    const found = {
      headline: this.headline(), kind: data.kinds?.[Number(shown.ledger.length > 0)],
      total: words.number(total.places), degree_total: words.number(total.degree),
      open: words.number(planned.places + outside.places - total.places),
      degree_open: words.number(planned.degree + outside.degree - total.degree),
    };
    for (const [code, { places, degree }] of shown.quotas) {
      const before = baseline.quotas.get(code).places, change = places - before, signed = words.number(change, 0, true);
      Object.assign(found, {
        [`${code}.places`]: words.number(places), [`${code}.change`]: signed, [`${code}.degree`]: words.number(degree),
        [`${code}.change_pct`]: before && change ? ` (${words.percent(100 * change / before, true)})` : "",
        [`${code}.degree_rate`]: places ? words.percent(100 * degree / places) : say("no_rate"),
        [`${code}.change.amount`]: change, [`${code}.places.amount`]: places,
        [`${code}.moved`]: change ? say("before_after", { before, places }) : words.number(places),
        [`${code}.note`]: change ? signed : say("as", { baseline: name }),
      });
    }
    for (const formula of this.formulas) {
      const key = `distance.${formula.id}`;
      const after = formula.distance(shown.quotas), text = words.written(after, 1);
      const old = this.once(this.start.distances, formula.id, () => words.written(formula.distance(baseline.quotas), 1));
      Object.assign(found, { [key]: text, [`${key}.amount`]: after.value, [`${key}.was`]: old === text ? "" : `${old} → ` });
    }
    if (data.map) this.mapValues(found, data.map);
    return found;
  }

  once(known, name, made) { return known.get(name) ?? (known.set(name, made()), known.get(name)); }

  headline() {
    const { shown, baseline, words, data } = this, fields = { baseline: data.baseline_name };
    const quotas = [...shown.quotas].map(([code, now]) => [code, now, baseline.quotas.get(code)]);
    if (quotas.every(([, now, was]) => now.places === was.places && now.degree === was.degree)) return words.say("nothing", fields);
    const moved = quotas.map(([code, now, was]) => [code, now.places - was.places]).filter(([, n]) => n).sort((a, b) => a[1] - b[1]);
    if (!moved.length) return words.say("mixed", fields);
    const listed = moved.map(([code, n]) => words.say("moved_one", { code, change: words.number(n, 0, true) })).join(", ");
    return words.say("moved", { ...fields, moved: listed, most: moved.at(-1)[1] });
  }

  /** Colours and labels of the districts: places of their job centre per 1,000 people. */
  mapValues(found, { districts, limits, shades, ramp, decimals, split, everywhere }) {
    const formula = split && this.formulas.find(own => own.id === split);
    const exact = value => ({ value, low: value, high: value, precision: "exact" });
    const rate = ({ quotas }, { code, people }) => {
      const own = exact(quotas.get(code).places);
      if (!formula) return perThousand(own, people);
      const part = formula.target(code, everywhere.reduce((all, other) => all + quotas.get(other).places, 0));
      return perThousand({ value: own.value + part.value, low: own.low + part.low, high: own.high + part.high, precision: part.precision }, people);
    };
    for (const district of districts) {
      const after = rate(this.shown, district), text = this.words.written(after, decimals);
      const old = this.once(this.start.rates, district.ags, () => this.words.written(rate(this.baseline, district), decimals));
      const [tint, ink] = ramp[shades[limits.filter(limit => limit <= after.value).length]];
      found[`${district.ags}.tint`] = tint;
      found[`${district.ags}.label`] = [ink, district.name, old === text ? "" : `${old} → `, text];
    }
    const places = everywhere.reduce((all, code) => all + this.shown.quotas.get(code).places, 0);
    found.frame = this.words.say("frame", { agency: everywhere.join(", "), n: places });
  }
}

const tables = new WeakMap();

/** The table of a host element, made at the first call; later calls bring what the server says now. Returns the
 * function that ends it. @param {HTMLElement} host @param {object} data @param {(sent: object) => void} send */
export function mount(host, data, send, root = document) {
  const table = tables.get(host) ?? new Table(host, send, root);
  tables.set(host, table);
  table.send = send;
  table.update(data);
  return () => { table.leave(); tables.delete(host); };
}
