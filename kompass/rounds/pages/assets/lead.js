// The moderator's page: each form is one request with the key, which stays in this window only.
const given = JSON.parse(document.getElementById("round").textContent);
const { say, api, code, lang } = given;
const told = document.getElementById("told"), key = document.querySelector("#key input"), NAME = `runde.${code}.key`;

key.value = decodeURIComponent(location.hash.slice(1)) || sessionStorage.getItem(NAME) || "";
history.replaceState(null, "", location.pathname + location.search);
key.addEventListener("input", () => sessionStorage.setItem(NAME, key.value));
sessionStorage.setItem(NAME, key.value);
document.getElementById("key").addEventListener("submit", event => event.preventDefault());

let table = null;
if (given.table) {
  const { Table } = await import(new URL("%TABLE%", location.href));
  table = new Table(document.getElementById("table"), null);
  const counterpart = document.getElementById("with");
  table.update({ ...given.table, counterpart: counterpart.value });
  counterpart.addEventListener("change", () => { table.data.counterpart = counterpart.value; table.rows.forEach(row => { row.drawn = ""; }); table.paint(); });
}
const current = () => table ? table.now.current.text : document.querySelector("input[name=option]:checked")?.value ?? null;

for (const form of document.querySelectorAll("form[data-to]")) {
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const { to } = form.dataset, s = to === "slips" || to === "override" ? current() : "";
    if (s === null) { told.textContent = say.choose; return; }
    const body = { key: key.value, s, ...Object.fromEntries(new FormData(form)) };
    if ("count" in body) body.count = Number(body.count);
    const path = to === "restore" ? "override" : to;
    try {
      const answer = await fetch(`${api}/${path}?lang=${lang}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      const found = await answer.json();
      told.textContent = answer.ok ? say[to].replace("{n}", body.count) : found.error;
    } catch { told.textContent = say.lost; }
    told.scrollIntoView({ block: "nearest" });
  });
}
