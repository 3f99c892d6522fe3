// The phone of a round: what is answered is handed over with the same token until the server has it.
const given = JSON.parse(document.getElementById("round").textContent);
const { say, code, api, lang } = given;
const [button, status, left] = ["send", "status", "left"].map(id => document.getElementById(id));
const ANSWER = 8000, LOOK = 8000;

const NAME = `runde.${code}`;
let kept = { token: given.token, saved: null, pending: null };
try { kept = { ...kept, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") }; } catch {}
function keep(change) {
  Object.assign(kept, change);
  try { localStorage.setItem(NAME, JSON.stringify(kept)); } catch {}
}

let open = given.open, closes = given.closes, table = null, refused = "", pause = 500, sending = false, timer = 0;

function current() {
  if (table) return table.now.current.text;
  return document.querySelector("input[name=option]:checked")?.value ?? null;
}

function show() {
  const now = current(), counted = kept.saved !== null;
  const text = !open ? [say.closed, counted ? say.counted : say.uncounted, kept.pending !== null ? say.lost : ""].join(" ")
    : refused ? refused
    : kept.pending !== null ? (pause > 500 ? say.waiting : say.sending)
    : !counted ? say.new
    : kept.saved === now ? say.saved : say.changed;
  const done = counted && kept.saved === now && kept.pending === null;
  const look = !open ? "closed" : refused ? "wrong" : kept.pending !== null ? "waiting" : done ? "saved" : "";
  // Only what changes is written: the table looks at every change of the page.
  if (status.textContent !== text) status.textContent = text;
  if (status.className !== look) status.className = look;
  const name = counted ? say.again : say.send;
  if (button.textContent !== name) button.textContent = name;
  button.setAttribute("aria-disabled", String(!open || done));
}

function close() {
  open = false;
  for (const input of document.querySelectorAll("main :is(input, select, .bk-button)")) {
    input.disabled = true;
    if (input.tagName === "BUTTON") input.setAttribute("aria-disabled", "true");
  }
  document.getElementById("result").hidden = false;
  show();
}

async function hand() {
  if (sending || kept.pending === null || !open) return;
  sending = true;
  clearTimeout(timer);
  const s = kept.pending;
  let answer = null, told = {};
  try {
    answer = await fetch(`${api}/answers?lang=${lang}`, { method: "POST", body: JSON.stringify({ token: kept.token, s }),
      headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout(ANSWER) });
    told = await answer.json();
  } catch { answer = null; }
  sending = false;
  if (answer?.ok) {
    keep({ saved: s, pending: kept.pending === s ? null : kept.pending });
    [pause, refused] = [500, ""];
    if (kept.pending !== null) return hand();
  } else if (answer?.status === 409) {
    close();
  } else if (answer && answer.status < 500 && answer.status !== 429) {
    refused = told.error ?? String(answer.status);
    keep({ pending: null });
  } else {
    pause = Math.min(2 * pause, 10000);
    timer = setTimeout(hand, pause * (.7 + .6 * Math.random()));
  }
  show();
}

async function look() {
  try {
    const answer = await fetch(`${api}?lang=${lang}`, { signal: AbortSignal.timeout(ANSWER), cache: "no-store" });
    if (answer.status === 404) { close(); status.textContent = say.gone; return; }
    if (answer.ok) {
      const told = await answer.json();
      closes = told.closes_at;
      if (told.state === "closed" && open) close();
    }
  } catch {}
  if (open) setTimeout(look, LOOK * (.7 + .6 * Math.random()));
}

function count() {
  const seconds = Math.round(closes - Date.now() / 1000);
  left.textContent = closes && open && seconds > 0
    ? say.left.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`) : "";
}

button.addEventListener("click", () => {
  if (button.ariaDisabled === "true") return;
  const s = current();
  if (s === null) { refused = say.choose; return show(); }
  refused = "";
  [pause, sending] = [500, false];
  keep({ pending: s });
  show();
  hand();
});
addEventListener("online", () => { pause = 500; hand(); });

if (given.table) {
  const { Table } = await import(new URL("%TABLE%", location.href));
  class Phone extends Table {
    paint() { super.paint(); if (table) { refused = ""; show(); } }
  }
  const made = new Phone(document.getElementById("table"), null);
  const start = kept.pending ?? kept.saved;
  const counterpart = document.getElementById("with");
  const state = scenario => ({ ...given.table, scenario, counterpart: counterpart.value });
  try { made.update(state(start ?? given.table.scenario)); } catch { made.update(state(given.table.scenario)); }
  counterpart.addEventListener("change", () => { Object.assign(made.data, { counterpart: counterpart.value }); made.rows.forEach(row => { row.drawn = ""; }); made.paint(); });
  table = made;
} else {
  const start = kept.pending ?? kept.saved;
  for (const input of document.querySelectorAll("input[name=option]")) {
    input.checked = input.value === start;
    input.addEventListener("change", () => { refused = ""; show(); });
  }
}
if (!open) close();
show();
hand();
setTimeout(look, LOOK * Math.random());
setInterval(count, 1000);
count();
