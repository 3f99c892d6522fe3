// The arithmetic of the negotiating table: a scenario is an unchanging plan plus an ordered ledger of transfers.
// It gives the same integers as kompass/places/ (ledger.py, moves.py, negotiation.py, text.py, keys.py), which is
// the truth: tests/browser/test_table.py compares the two. Everything here is pure and knows no page.

/** @typedef {{places: number, degree: number}} Quota  places, `degree` of them degree-oriented */
/** @typedef {{giver: string, taker: string, places: number, degree: number}} Transfer */
/** @typedef {{mark: string, quotas: [string, Quota][]}} PlanData  the plan's quotas in its order */
/** @typedef {{locked: string[], floors: Object<string, number>, ceilings: Object<string, number>}} Limits */
/** @typedef {(scenario: Scenario, code: string, wanted: number, counterpart: string, limits: Limits) => Scenario} Setter */

export const OUTSIDE = "EXT"; // the partner in a transfer that changes the total
export const PROPORTIONAL = "*"; // the counterpart: all others that are not locked, by what they hold in the plan
const UNBOUNDED = 1e9;
const LONGEST = 4000; // characters of a scenario's text
/** @type {Limits} */
const NO_LIMITS = { locked: [], floors: {}, ceilings: {} };

/** What is not possible. `reason` names a text of kompass/table/texts.py, `params` fill its fields. */
export class Blocked extends Error {
  /** @param {string} reason @param {Object<string, any>} params */
  constructor(reason, params = {}) {
    super(reason);
    this.reason = reason;
    this.params = params;
  }
}

/** Whole units in proportion to integer weights by largest remainder; ties go to the earlier weight. Exact.
 * @param {number} seats @param {(number | string | bigint)[]} weights @returns {number[]} */
export function apportion(seats, weights) {
  const exact = weights.map(BigInt), all = BigInt(seats);
  const whole = exact.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n || exact.some(weight => weight < 0n)) throw new RangeError("weights");
  const result = exact.map(weight => Number(all * weight / whole));
  const rests = exact.map(weight => all * weight % whole);
  const left = seats - result.reduce((sum, own) => sum + own, 0);
  const order = rests.map((_, i) => i).sort((a, b) => (rests[a] === rests[b] ? a - b : rests[a] > rests[b] ? -1 : 1));
  for (const i of order.slice(0, left)) result[i] += 1;
  return result;
}

/** The plan: quota by code in its order, and their sum. */
export class Plan {
  /** @param {PlanData} data */
  constructor({ mark, quotas }) {
    this.mark = mark;
    this.quotas = new Map(quotas);
    this.codes = [...this.quotas.keys()];
    this.total = sum(this.quotas.values());
  }

  /** How many of `places` leaving `giver` are degree-oriented by rule: its rate in the plan, rounded half up.
   * @param {string} giver @param {number} places */
  travellingDegree(giver, places) {
    const source = giver === OUTSIDE ? this.total : this.quotas.get(giver);
    if (!source.places) return 0;
    return Number((2n * BigInt(places) * BigInt(source.degree) + BigInt(source.places)) / (2n * BigInt(source.places)));
  }
}

/** @param {Iterable<Quota>} quotas @returns {Quota} */
function sum(quotas) {
  let places = 0, degree = 0;
  for (const quota of quotas) { places += quota.places; degree += quota.degree; }
  return { places, degree };
}

/** Plan and ledger; immutable. Throws Blocked when an entry is not possible after those before it. */
export class Scenario {
  /** @param {Plan} plan @param {Transfer[]} ledger */
  constructor(plan, ledger = []) {
    this.plan = plan;
    this.ledger = ledger;
    this.quotas = new Map(plan.quotas);
    for (const entry of ledger) {
      checkEntry(plan, entry);
      for (const [code, sign] of [[entry.giver, -1], [entry.taker, 1]]) {
        if (code === OUTSIDE) continue;
        const old = this.quotas.get(code);
        this.quotas.set(code, { places: old.places + sign * entry.places, degree: old.degree + sign * entry.degree });
      }
      if (entry.giver !== OUTSIDE) checkGiver(entry, this.quotas.get(entry.giver));
    }
    this.total = sum(this.quotas.values());
  }

  /** Quota received from the outside less what went to it. */
  get fromOutside() {
    const signed = this.ledger.map(t => [Number(t.giver === OUTSIDE) - Number(t.taker === OUTSIDE), t]);
    return sum(signed.map(([sign, t]) => ({ places: sign * t.places, degree: sign * t.degree })));
  }

  /** The scenario with one more transfer; without `degree` the rule decides, within what the giver has.
   * @param {string} giver @param {string} taker @param {number} places @param {number | null} degree @param {Limits} limits */
  transfer(giver, taker, places, degree = null, limits = NO_LIMITS) {
    checkEntry(this.plan, { giver, taker, places, degree: degree ?? 0 });
    this.checkLimits([[giver, -places], [taker, places]], limits);
    if (degree === null) {
      degree = this.plan.travellingDegree(giver, places);
      if (giver !== OUTSIDE) {
        const held = this.quotas.get(giver);
        degree = Math.min(Math.max(degree, places - (held.places - held.degree)), held.degree);
      }
    }
    return this.with([...this.ledger, { giver, taker, places, degree }]);
  }

  /** @param {Transfer[]} ledger */
  with(ledger) { return new Scenario(this.plan, ledger); }

  /** How many places an institution can give and take at most. @param {string} code @param {Limits} limits */
  room(code, limits) {
    if (code === OUTSIDE) return [UNBOUNDED, UNBOUNDED];
    if (limits.locked.includes(code)) return [0, 0];
    const held = this.quotas.get(code).places;
    const take = code in limits.ceilings ? limits.ceilings[code] - held : UNBOUNDED;
    return [Math.max(held - (limits.floors[code] ?? 0), 0), Math.max(take, 0)];
  }

  /** Throw Blocked naming the lock, floor or ceiling that signed `changes` by code would break.
   * @param {[string, number][]} changes @param {Limits} limits */
  checkLimits(changes, limits) {
    for (const [code, change] of changes) {
      const [give, take] = this.room(code, limits);
      if (-give <= change && change <= take) continue;
      if (limits.locked.includes(code)) throw new Blocked("locked", { code });
      if (change > 0) throw new Blocked("ceiling", { code, ceiling: limits.ceilings[code], possible: take, wanted: change });
      const wanted = -change;
      if (code in limits.floors) throw new Blocked("floor", { code, floor: limits.floors[code], possible: give, wanted });
      throw new Blocked("has", { code, possible: give, wanted });
    }
  }

  /** Positions where an exchange begins: degree-oriented places only, followed by as many others back. */
  get exchanges() {
    const starts = new Set();
    for (let i = 0; i + 1 < this.ledger.length; i++) {
      const [there, back] = [this.ledger[i], this.ledger[i + 1]];
      const answered = there.giver === back.taker && there.taker === back.giver && there.places === back.places;
      if (answered && there.degree === there.places && !back.degree && !starts.has(i - 1)) starts.add(i);
    }
    return starts;
  }

  /** The scenario without the last step of its ledger. */
  undo() {
    const last = this.ledger.length - 1;
    return last < 0 ? this : this.with(this.ledger.slice(0, this.exchanges.has(last - 1) ? last - 1 : last));
  }

  /** The text form, such as 2026~AA-HS.100.25: the plan's mark, then from-to.places.degree. */
  get text() {
    return [this.plan.mark, ...this.ledger.map(t => `${t.giver}-${t.taker}.${t.places}.${t.degree}`)].join("~");
  }
}

/** @param {Plan} plan @param {Transfer} entry */
function checkEntry(plan, entry) {
  for (const code of [entry.giver, entry.taker]) {
    if (code !== OUTSIDE && !plan.quotas.has(code)) {
      throw new Blocked("unknown", { code, codes: [...plan.codes, OUTSIDE].join(", ") });
    }
  }
  if (entry.giver === entry.taker) throw new Blocked("itself", { code: entry.giver });
  if (entry.places < 1) throw new Blocked("none", { places: entry.places });
  if (entry.degree < 0 || entry.degree > entry.places) {
    throw new Blocked("too_much_degree", { places: entry.places, degree: entry.degree });
  }
}

/** Throw Blocked unless the giver keeps a possible quota. @param {Transfer} entry @param {Quota} after */
function checkGiver(entry, after) {
  const code = entry.giver;
  if (after.places < 0) throw new Blocked("has", { code, possible: after.places + entry.places, wanted: entry.places });
  if (after.degree < 0) {
    throw new Blocked("has_degree", { code, possible: after.degree + entry.degree, wanted: entry.degree });
  }
  if (after.degree > after.places) throw new Blocked("keeps_degree", { code, places: after.places, degree: after.degree });
}

const ENTRY = /^([A-Z0-9]{1,8})-([A-Z0-9]{1,8})\.([0-9]{1,7})(?:\.([0-9]{1,7}))?$/;

/** The scenario of a text form; an empty one is the plan. Throws Blocked naming the part that cannot be.
 * @param {Plan} plan @param {string} text */
export function scenarioFromText(plan, text) {
  let scenario = new Scenario(plan);
  if (!text) return scenario;
  if ([...text].length > LONGEST) throw new Blocked("too_long", { limit: LONGEST });
  const [version, ...parts] = text.split("~");
  if (version !== plan.mark) {
    throw new Blocked("other_plan", { version: [...version].slice(0, 60).join(""), plan: plan.mark });
  }
  parts.forEach((part, index) => {
    const match = ENTRY.exec(part), number = index + 1;
    if (!match) throw new Blocked("unreadable", { number, part: [...part].slice(0, 40).join("") });
    const [, giver, taker, places, degree] = match;
    try {
      scenario = scenario.transfer(giver, taker, Number(places), degree ? Number(degree) : null);
    } catch (error) {
      throw new Blocked("impossible", { number, part, reason: error });
    }
  });
  return scenario;
}

// --- moves: bring one institution to a number, against a counterpart ---------------------------------------

/** The scenario in which `code` holds `places`; the difference is the counterpart's. @type {Setter} */
export function setPlaces(scenario, code, places, counterpart, limits = NO_LIMITS) {
  const difference = places - scenario.quotas.get(code).places;
  if (difference === 0) return scenario;
  const flows = flowsOf(scenario, code, difference, counterpart, limits, "places");
  const sign = Math.sign(difference);
  scenario.checkLimits([[code, difference], ...flows.map(([partner, n]) => [partner, -sign * n])], limits);
  for (const [partner, amount] of flows) {
    if (amount) scenario = difference > 0 ? net(scenario, partner, code, amount) : net(scenario, code, partner, amount);
  }
  return scenario;
}

/** The scenario in which `degree` of the places of `code` are degree-oriented, exchanged for as many others.
 * @type {Setter} */
export function setDegree(scenario, code, degree, counterpart, limits = NO_LIMITS) {
  const difference = degree - scenario.quotas.get(code).degree;
  if (difference === 0) return scenario;
  const flows = flowsOf(scenario, code, difference, counterpart, limits, "degree").filter(([, amount]) => amount);
  for (const own of [code, ...flows.map(([partner]) => partner)]) {
    if (limits.locked.includes(own)) throw new Blocked("locked", { code: own });
  }
  for (const [partner, amount] of flows) {
    scenario = difference > 0 ? exchange(scenario, partner, code, amount) : exchange(scenario, code, partner, amount);
  }
  return scenario;
}

/** The setters by the name that a gesture has. @type {Object<string, Setter>} */
export const SETTERS = { places: setPlaces, degree: setDegree };

/** The number closest to `wanted` to which a setter can bring `code`; the present one when it cannot move.
 * @param {"places" | "degree"} kind @param {Scenario} scenario @param {string} code @param {number} wanted
 * @param {string} counterpart @param {Limits} limits */
export function nearest(kind, scenario, code, wanted, counterpart, limits = NO_LIMITS) {
  let possible = scenario.quotas.get(code)[kind], impossible = wanted;
  while (Math.abs(impossible - possible) > 1) {
    const middle = Math.floor((possible + impossible) / 2);
    try {
      SETTERS[kind](scenario, code, middle, counterpart, limits);
      possible = middle;
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      impossible = middle;
    }
  }
  return possible;
}

/** What each counterpart gives or takes, as pairs of code and amount.
 * @param {Scenario} scenario @param {string} code @param {number} difference @param {string} counterpart
 * @param {Limits} limits @param {"places" | "degree"} kind @returns {[string, number][]} */
function flowsOf(scenario, code, difference, counterpart, limits, kind) {
  const amount = Math.abs(difference);
  if (counterpart !== PROPORTIONAL) {
    if (counterpart === code) throw new Blocked("itself", { code });
    return [[counterpart, amount]];
  }
  const planned = scenario.plan.quotas;
  const others = scenario.plan.codes.filter(c => c !== code && !limits.locked.includes(c) && planned.get(c)[kind]);
  if (!others.length) throw new Blocked("all_locked", { code });
  const shares = apportion(amount, others.map(c => planned.get(c)[kind]));
  return others.map((c, i) => [c, shares[i]]);
}

/** Record a move at the rule's degree rate, netted with an earlier such move between the same two. */
function net(scenario, giver, taker, amount) {
  const after = scenario.transfer(giver, taker, amount);
  const { ledger, plan, exchanges } = scenario;
  for (const [index, entry] of ledger.entries()) {
    if (!between(entry, giver, taker) || giver === OUTSIDE || taker === OUTSIDE) continue;
    const exchanged = exchanges.has(index) || exchanges.has(index - 1);
    if (exchanged || entry.degree !== plan.travellingDegree(entry.giver, entry.places)) continue;
    const left = entry.giver === giver ? entry.places + amount : entry.places - amount;
    const [start, end] = left > 0 ? [entry.giver, entry.taker] : [entry.taker, entry.giver];
    const places = Math.abs(left);
    const merged = left ? [{ giver: start, taker: end, places, degree: plan.travellingDegree(start, places) }] : [];
    return replaced(scenario, index, 1, merged) ?? after;
  }
  return after;
}

/** Record an exchange of degree-oriented places for others, netted with an earlier one of the same two. */
function exchange(scenario, giver, taker, amount) {
  const held = scenario.quotas.get(giver), holds = scenario.quotas.get(taker);
  if (amount > held.degree) throw new Blocked("has_degree", { code: giver, possible: held.degree, wanted: amount });
  const others = holds.places - holds.degree;
  if (amount > others) throw new Blocked("has_others", { code: taker, possible: others, wanted: amount });
  const appended = () => scenario.with([...scenario.ledger, ...pair(giver, taker, amount)]);
  for (const index of [...scenario.exchanges].sort((a, b) => a - b)) {
    const entry = scenario.ledger[index];
    if (!between(entry, giver, taker)) continue;
    const left = entry.giver === giver ? entry.places + amount : entry.places - amount;
    const [start, end] = left > 0 ? [entry.giver, entry.taker] : [entry.taker, entry.giver];
    return replaced(scenario, index, 2, left ? pair(start, end, Math.abs(left)) : []) ?? appended();
  }
  return appended();
}

/** @param {Transfer} entry @param {string} a @param {string} b */
const between = (entry, a, b) =>
  (entry.giver === a && entry.taker === b) || (entry.giver === b && entry.taker === a);

/** @returns {Transfer[]} */
const pair = (giver, taker, amount) => [
  { giver, taker, places: amount, degree: amount },
  { giver: taker, taker: giver, places: amount, degree: 0 },
];

/** The scenario with some entries replaced; null when a later one would then not be possible any more. */
function replaced(scenario, index, length, entries) {
  try {
    return scenario.with([...scenario.ledger.slice(0, index), ...entries, ...scenario.ledger.slice(index + length)]);
  } catch (error) {
    if (error instanceof Blocked) return null;
    throw error;
  }
}

/** The present scenario with those before it and those undone (the next one last). Immutable. */
export class Negotiation {
  /** @param {Scenario} current @param {Scenario[]} past @param {Scenario[]} future @param {object | null} drag */
  constructor(current, past = [], future = [], drag = null) {
    Object.assign(this, { current, past, future, drag });
  }

  /** Bring `code` to `wanted`. Moving the same handle again goes on from where its drag started.
   * @param {"places" | "degree"} kind @param {string} code @param {number} wanted @param {string} counterpart
   * @param {Limits} limits */
  move(kind, code, wanted, counterpart, limits = NO_LIMITS) {
    const handle = JSON.stringify([kind, code, counterpart, limits]);
    const drag = this.drag?.handle === handle ? this.drag : { handle, start: this.current };
    const booked = this.book(SETTERS[kind](drag.start, code, wanted, counterpart, limits));
    return new Negotiation(booked.current, booked.past, booked.future, drag);
  }

  /** @param {Scenario} scenario */
  book(scenario) {
    return scenario.text === this.current.text ? this : new Negotiation(scenario, [...this.past, this.current]);
  }

  get canUndo() { return this.past.length > 0 || this.current.ledger.length > 0; }

  undo() {
    const before = this.past.at(-1) ?? this.current.undo();
    return new Negotiation(before, this.past.slice(0, -1), [...this.future, this.current]);
  }

  redo() {
    if (!this.future.length) return this;
    return new Negotiation(this.future.at(-1), [...this.past, this.current], this.future.slice(0, -1));
  }
}

// --- allocation formulas and numbers with their precision --------------------------------------------------

/** @typedef {{value: number, low: number, high: number, precision: string}} Bounded */
/** @typedef {Object<string, [number, number]>} Box  limits of the weights by code; null for no upper limit */
/** @typedef {{id: string, weights: Object<string, number>, precision: string, boxes: Box[],
 *   parts?: [Formula, number][]}} FormulaData */

const MOST_GROUPED = 12;

/** An allocation formula ("Schlüssel"): how far places are from its shares. Mixed ones have parts. */
export class Formula {
  /** @param {FormulaData} data */
  constructor(data) {
    Object.assign(this, data);
    this.parts = data.parts?.map(([part, weight]) => [new Formula(part), weight]);
    this.codes = Object.keys(data.weights);
    this.whole = this.codes.reduce((all, code) => all + data.weights[code], 0);
  }

  /** The smallest share, 0 to 1, that a group of institutions can have. @param {Set<string>} group @returns {number} */
  least(group) {
    if (this.parts) {
      const all = this.parts.reduce((whole, [, weight]) => whole + weight, 0);
      return this.parts.reduce((share, [part, weight]) => share + weight * part.least(group), 0) / all;
    }
    const boxes = this.boxes.length ? this.boxes : [Object.fromEntries(this.codes.map(c => [c, Array(2).fill(this.weights[c])]))];
    return Math.min(...boxes.map(box => {
      let least = 0, others = 0;
      for (const [code, [low, high]] of Object.entries(box)) {
        if (group.has(code)) least += low;
        else others += high ?? Infinity;
      }
      return others ? least / (least + others) : 1;
    }));
  }

  /** Every group with its smallest and largest share. @returns {[string[], number, number][]} */
  get groups() {
    if (this.known) return this.known;
    const least = codes => this.least(new Set(codes)), known = [];
    const count = this.codes.length <= MOST_GROUPED ? 2 ** this.codes.length : 0;
    for (let bits = 0; bits < count; bits++) {
      const own = this.codes.filter((_, i) => bits >> i & 1);
      known.push([own, least(own), 1 - least(this.codes.filter(code => !own.includes(code)))]);
    }
    return this.known = known;
  }

  /** An institution's places if `total` followed the formula. @param {string} code @param {number} total @returns {Bounded} */
  target(code, total) {
    const least = this.least(new Set([code])), most = 1 - this.least(new Set(this.codes.filter(c => c !== code)));
    return { value: total * this.weights[code] / this.whole, low: total * least, high: total * most, precision: this.precision };
  }

  /** Places that would have to move to match the formula, with the limits that its weights allow.
   * @param {Map<string, Quota>} quotas @returns {Bounded} */
  distance(quotas) {
    const held = code => quotas.get(code).places;
    const total = this.codes.reduce((all, code) => all + held(code), 0);
    const surplus = code => held(code) - total * this.weights[code] / this.whole;
    const value = this.codes.reduce((all, code) => all + Math.abs(surplus(code)), 0) / 2;
    if (this.precision === "exact") return { value, low: value, high: value, precision: this.precision };
    let groups = this.groups;
    if (!groups.length) {
      const over = this.codes.filter(code => surplus(code) > 0), others = this.codes.filter(code => !over.includes(code));
      groups = [[[], 0, 0], [over, this.least(new Set(over)), 1 - this.least(new Set(others))]];
    }
    let low = -Infinity, high = -Infinity;
    for (const [group, least, most] of groups) {
      const places = group.reduce((all, code) => all + held(code), 0);
      low = Math.max(low, places - total * most);
      high = Math.max(high, places - total * least);
    }
    if (groups !== this.known) {
      high = this.codes.reduce((all, code) => all + Math.max(0, held(code) - total * this.least(new Set([code]))), 0);
    }
    return { value, low: Math.min(low, value), high: Math.max(high, value), precision: this.precision };
  }
}

/** Places per 1,000 people, with the limits of both. @param {Bounded} places @param {Bounded} people @returns {Bounded} */
export function perThousand(places, people) {
  const rates = [places.low, places.high].flatMap(p => [people.low, people.high ?? Infinity].map(n => 1000 * p / n));
  const precision = [places.precision, people.precision].reduce((a, b) => (LEVELS.indexOf(b) > LEVELS.indexOf(a) ? b : a));
  return { value: 1000 * places.value / people.value, low: Math.min(...rates), high: Math.max(...rates), precision };
}

const LEVELS = ["exact", "rounded", "approximate"];

/** How many of `decimals` are meaningful: the true value is at most one step of the last one away. @param {Bounded} n */
export function carried({ value, low, high }, decimals) {
  const reach = Math.max(value - low, high - value);
  while (decimals > 0 && reach > 10 ** -decimals) decimals -= 1;
  return decimals;
}

/** The end of a scale of changes: 200, or the first of 500, 1,000, 2,000 … that holds all. @param {number[]} changes */
export function changeReach(changes) {
  return niceStep(Math.max(200, ...changes.map(Math.abs)), [1, 2, 5]);
}

/** The smallest step of at least `least`: a factor times a power of ten. @param {number} least @param {number[]} factors */
export function niceStep(least, factors = [1, 2, 2.5, 5]) {
  for (let power = 10 ** Math.floor(Math.log10(least)); ; power *= 10) {
    const found = factors.find(factor => factor * power >= least);
    if (found) return found * power;
  }
}
