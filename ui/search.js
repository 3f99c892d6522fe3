// The search field as a combobox after the WAI-ARIA pattern. The query goes to /api/v1/search of this server and is not
// stored. Elements are looked up each time, because Streamlit may replace them.
if (!window.bkSearch) {
  window.bkSearch = true;
  const WAIT = 120; // milliseconds after the last key before the request is sent
  let hits = [], answered = "", taking = false, waiting, request;
  const box = () => document.querySelector(".bk-search");
  const field = () => box()?.querySelector("input");
  const list = () => box().querySelector("[role=listbox]");
  const options = () => [...list().querySelectorAll("[role=option]")];
  const chosen = () => list().querySelector("[aria-selected=true]");
  const made = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  // The URL of a hit: its page with its parameters, and the present parameters of scenario and language.
  const target = ({ page, parameters }) => {
    const there = new URL(page || ".", location.href);
    const kept = box().dataset.keep.split(" ");
    for (const [name, value] of new URL(location.href).searchParams) {
      if (kept.includes(name)) there.searchParams.append(name, value);
    }
    for (const [name, value] of Object.entries(parameters)) there.searchParams.append(name, value);
    return there.href;
  };

  const open = (listed, said = "") => {
    list().hidden = !listed;
    field().setAttribute("aria-expanded", listed);
    const nothing = box().querySelector(".bk-search-none");
    nothing.hidden = listed || !said;
    nothing.textContent = listed ? "" : said;
    choose(undefined);
  };
  const choose = option => {
    chosen()?.setAttribute("aria-selected", false);
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    if (option) field().setAttribute("aria-activedescendant", option.id);
    else field().removeAttribute("aria-activedescendant");
  };
  const show = () => {
    const kinds = [...new Set(hits.map(hit => hit.kind))];
    let number = 0;
    list().replaceChildren(...kinds.map(kind => {
      const own = hits.filter(hit => hit.kind === kind), head = `bk-search-${kind}`;
      return made("div", { role: "group", "aria-labelledby": head },
        made("div", { id: head, class: "bk-search-kind", role: "presentation" }, own[0].label),
        ...own.map(hit => {
          const option = made("a", { role: "option", id: `bk-search-${number++}`, tabindex: -1, "aria-selected": false, href: target(hit) },
            made("span", {}, hit.title), ...(hit.code ? [made("b", {}, hit.code)] : []));
          option.bkHit = hit;
          return option;
        }));
    }));
  };
  const take = option => {
    if (option) location.assign(target(option.bkHit));
  };
  const say = text => { box().querySelector("[role=status]").textContent = text; };

  const ask = async () => {
    clearTimeout(waiting);
    request?.abort(); // an outdated response is dropped
    const text = field().value.trim(), { none, count, failed } = box().dataset;
    if (!text) {
      answered = "";
      say("");
      return open(false);
    }
    const own = request = new AbortController();
    try {
      const asked = new URLSearchParams({ q: text, lang: document.documentElement.lang });
      const plan = new URL(location.href).searchParams.get("plan");
      if (plan) asked.set("plan", plan);
      const answer = await fetch(`api/v1/search?${asked}`, { signal: own.signal });
      if (!answer.ok) throw new Error(answer.status);
      ({ hits } = await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      hits = [];
      say(failed);
      return open(false, failed);
    }
    answered = text;
    show();
    open(hits.length > 0, hits.length ? "" : none);
    say(hits.length ? count.replace("{}", hits.length) : none);
    if (taking) take(options()[0]);
    taking = false;
  };

  document.addEventListener("input", ({ target: changed }) => {
    if (changed !== field()) return;
    taking = false;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  document.addEventListener("focusin", event => {
    if (event.target === field() && field().value.trim()) ask();
  });
  document.addEventListener("focusout", event => {
    if (event.target === field()) open(false);
  });
  // Pressing the mouse on a hit must not blur the field: that would close the list before the click event.
  document.addEventListener("mousedown", event => {
    if (event.target.closest?.(".bk-search-list")) event.preventDefault();
  });
  document.addEventListener("click", event => {
    const option = event.target.closest?.(".bk-search [role=option]");
    if (option) option.href = target(option.bkHit); // the simulator may have changed the address since
  }, true);
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && field()) {
      event.preventDefault();
      field().focus();
      field().select();
      return;
    }
    if (event.target !== field() || event.isComposing) return;
    const known = options(), at = known.indexOf(chosen()), listed = !list().hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!listed) return void ask();
      const next = event.key === "ArrowDown" ? at + 1 : at < 0 ? known.length - 1 : at - 1;
      choose(known[(next + known.length) % known.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (listed && answered === field().value.trim()) return take(chosen() ?? known[0]);
      taking = true; // the answer is still on its way
      ask();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!listed) field().value = "";
      clearTimeout(waiting);
      request?.abort();
      open(false);
    }
  });
}
