// Shows one view at a time and moves places in the simulator's view. All views are in the page already, and the
// negotiating table reckons here: so everything works without a network and after a sleep. What the server adds,
// the QR code and the other views of the scenario, follows.
import { Blocked, Table, scenarioFromText } from "../../tisch/tisch.js";

const views = [...document.querySelectorAll(".view")];
const previous = document.getElementById("previous");
const next = document.getElementById("next");
const leave = document.getElementById("leave");
const counter = document.getElementById("number");
const product = document.title.slice(0, document.title.indexOf(": ") + 2);
const alone = !leave.hasAttribute("href"); // one file without a server: its address keeps the view behind a #
let current = views.findIndex((view) => !view.hidden);

function remember(parameter, value) {
  if (alone && parameter !== "n") return;
  const here = new URL(location.href);
  if (alone) here.hash = value;
  else here.searchParams.set(parameter, value);
  history.replaceState(null, "", here);
  // The ways out keep what the reader has changed since the page came.
  for (const link of document.querySelectorAll("nav a[data-keeps]")) {
    if (parameter === "n" && link.dataset.keeps === "scenario") continue;
    const there = new URL(link.href);
    there.searchParams.set(parameter, value);
    link.href = there;
  }
}

function show(index) {
  const wanted = Math.min(Math.max(index, 0), views.length - 1);
  if (wanted === current) return;
  current = wanted;
  views.forEach((view, position) => { view.hidden = position !== current; });
  counter.textContent = counter.dataset.of.replace("{number}", current + 1).replace("{count}", views.length);
  const heading = views[current].querySelector("h1");
  document.title = product + heading.textContent;
  remember("n", current + 1);
  heading.focus({ preventScroll: true }); // a screen reader reads the finding
  simulator?.rest();
  renew(views[current]);
}

function black(on) { document.body.classList.toggle("black", on); }

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

// --- the simulator ---------------------------------------------------------------------------------------

class Simulator {
  constructor(view) {
    this.view = view;
    this.form = view.querySelector(".moves");
    this.said = this.form.querySelector("p");
    this.table = new Table(document.createElement("div"), null, view);
    this.table.update(JSON.parse(this.form.dataset.table));
    this.begin();
    this.form.addEventListener("change", () => this.begin());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of this.form.querySelectorAll("button")) {
      button.addEventListener("click", () => this.move(Number(button.dataset.step)));
    }
  }

  get scenario() { return this.table.now.current.text; }

  // A run of moves between the same two is one entry of the ledger, however many keys it took.
  begin() {
    this.before = this.scenario;
    this.net = 0;
  }

  choose(role, number) {
    const select = this.form[role];
    if (number >= select.options.length) return;
    select.selectedIndex = number;
    this.begin();
  }

  get ready() {
    return this.form.giver.value && this.form.taker.value;
  }

  // Whoever comes back to this view pages on with the arrow keys until two are chosen again.
  rest() {
    this.form.reset();
    this.begin();
    this.say(this.said.dataset.help, false);
  }

  say(text, blocked) {
    this.said.textContent = text;
    this.said.classList.toggle("blocked", blocked);
  }

  move(step) {
    if (!this.ready) return this.say(this.form.dataset.choose, true);
    const [giver, taker] = [this.form.giver.value, this.form.taker.value], net = this.net + step;
    const entry = net > 0 ? `~${giver}-${taker}.${net}` : net < 0 ? `~${taker}-${giver}.${-net}` : "";
    try {
      this.table.book(scenarioFromText(this.table.plan, this.before + entry));
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      return this.say(this.table.words.refusal(error.params.reason ?? error), true);
    }
    this.net = net;
    remember("s", this.scenario);
    for (const view of views) view.stale = "follows" in view.dataset && view !== this.view;
    const heading = this.view.querySelector("h1");
    document.title = product + heading.textContent;
    this.view.classList.add("moved"); // its QR code leads to another scenario until the server has made a new one
    this.say(alone ? `${heading.lastChild.textContent}. ${this.form.dataset.alone}` : heading.lastChild.textContent, false);
    if (!alone) this.follow();
  }

  // What the server adds to this view, one question after the other and only for the last move.
  async follow() {
    if (this.asking) return;
    const asked = this.asking = this.scenario;
    try {
      const answer = await fetch(`praesentation/ansicht/simulator${location.search}`);
      const text = await answer.text();
      if (answer.ok && asked === this.scenario) {
        replace(this.view, text);
        this.view.classList.remove("moved");
      }
    } catch {
      this.say(this.form.dataset.offline, true);
      return;
    } finally {
      this.asking = "";
    }
    if (asked !== this.scenario) await this.follow();
  }
}

// The picture and the foot of a view as the server has made them anew.
function replace(view, text) {
  const made = document.createElement("template");
  made.innerHTML = text;
  for (const part of [".live", "footer"]) {
    view.querySelector(`:scope > ${part}`).replaceWith(made.content.querySelector(part));
  }
}

// A view that counts the places of the scenario, when they have moved since it was made. Without a network it
// stays, and its foot says of which scenario it is.
async function renew(view) {
  if (!view.stale || alone) return;
  let answer, text;
  try {
    answer = await fetch(`praesentation/ansicht/${view.dataset.view}${location.search}`);
    text = await answer.text();
  } catch {
    return;
  }
  if (!answer.ok) return;
  replace(view, text);
  view.stale = false;
  if (view.hidden) return;
  const heading = view.querySelector("h1");
  document.title = product + heading.textContent;
  heading.focus({ preventScroll: true });
}

const table = document.querySelector(".view .moves");
const simulator = table && new Simulator(table.closest(".view"));

// --- keys and taps ---------------------------------------------------------------------------------------

const STEPS = { "+": 10, "-": -10, "−": -10 };
const FORTH = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const BLACK = new Set(["b", "B", "."]); // what clickers send for a black screen

// The key's part in the simulator's view, if it has one.
function simulatorStep(event) {
  if (!simulator || simulator.view.hidden) return null;
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (digit) return () => simulator.choose(event.shiftKey ? "taker" : "giver", Number(digit[1]));
  if (event.key in STEPS) return () => simulator.move(STEPS[event.key]);
  if (simulator.ready && event.key === "ArrowUp") return () => simulator.move(1);
  if (simulator.ready && event.key === "ArrowDown") return () => simulator.move(-1);
  return null;
}

function action(event) {
  const step = simulatorStep(event);
  if (step) return step;
  if (FORTH.has(event.key)) return () => show(current + 1);
  if (BACK.has(event.key)) return () => show(current - 1);
  if (event.key === "Home") return () => show(0);
  if (event.key === "End") return () => show(views.length - 1);
  if (event.key === "Escape") return () => leave.click();
  if (event.key === "f" || event.key === "F") return fullScreen;
  if (BLACK.has(event.key)) return () => black(true);
  return null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.body.classList.contains("black")) {
    black(false); // any key brings the view back, and does no more
    return event.preventDefault();
  }
  // A select keeps the keys that choose in it, a link and a button those that press them.
  if (event.target.closest("select") && /^(Arrow|Home|End|Enter| )/.test(event.key)) return;
  if (event.target.closest("a, button") && /^(Enter| )$/.test(event.key)) return;
  const act = action(event);
  if (!act) return;
  event.preventDefault();
  act();
});

previous.addEventListener("click", (event) => { event.preventDefault(); show(current - 1); });
next.addEventListener("click", (event) => { event.preventDefault(); show(current + 1); });
document.querySelector("main").addEventListener("click", (event) => {
  if (event.target.closest("a, .moves") || String(getSelection())) return;
  const across = event.clientX / innerWidth;
  if (across > 2 / 3) show(current + 1);
  else if (across < 1 / 3) show(current - 1);
});

document.addEventListener("click", (event) => {
  if (!document.body.classList.contains("black")) return;
  black(false);
  event.stopPropagation();
  event.preventDefault();
}, true);

// The view behind the # of a file that was opened again.
function fromAddress() {
  const asked = Number(location.hash.slice(1));
  if (alone && asked) show(asked - 1);
}
window.addEventListener("hashchange", fromAddress);
fromAddress();
