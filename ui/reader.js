// For users of screen readers and keyboards. Streamlit has no setting for any of this.
if (!window.bkReader) {
  window.bkReader = true;
  const NAMES = ["aria-label", "title", "placeholder"];
  // Streamlit's selectors, and its English words with their translations: see ui/streamlit_internals.py.
  const { main, row, nav_menu, skip_link, uploader_button, uploader_limit, menu_label, dialog_close } = window.bkStreamlit.selectors;
  const TEXTS = [skip_link, uploader_button, uploader_limit, menu_label].join();
  // Texts with a variable part: "Help for …", "7 more".
  const PATTERNS = Object.keys(window.bkStreamlit.words).filter(words => words.includes("{}"))
    .map(words => [words, new RegExp(`^${words.replace("{}", "(.*)")}$`, "s")]);
  const written = new WeakMap(); // per element and attribute: Streamlit's text, our translation

  const translated = (element, name, value) => {
    const kept = written.get(element) ?? written.set(element, {}).get(element);
    if (kept[name]?.ours === value && kept[name].words === window.bkStreamlit.words) return value;
    const original = kept[name]?.ours === value ? kept[name].theirs : value;
    let ours = window.bkStreamlit.words[original];
    for (const [words, pattern] of PATTERNS) {
      const found = original.match(pattern);
      if (found) ours = window.bkStreamlit.words[words].replace("{}", found[1]);
    }
    kept[name] = { theirs: original, ours: ours ?? original, words: window.bkStreamlit.words };
    return kept[name].ours;
  };
  const rename = () => {
    for (const element of document.querySelectorAll(NAMES.map(name => `[${name}]`).join())) {
      if (element.closest(".bk")) continue; // our own words
      for (const name of NAMES.filter(name => element.hasAttribute(name))) {
        const value = element.getAttribute(name), ours = translated(element, name, value);
        if (ours !== value) element.setAttribute(name, ours);
      }
    }
    for (const { firstChild: text } of document.querySelectorAll(TEXTS)) {
      if (text?.nodeType !== Node.TEXT_NODE) continue;
      const ours = translated(text, "text", text.data);
      if (ours !== text.data) text.data = ours;
    }
  };

  // Streamlit marks the present page, yet not the menu of the bar that it is in; without room for that menu its
  // pages are in the one of all that does not fit.
  const mark = () => {
    const { section, sections } = document.querySelector(".bk-foot")?.dataset ?? {};
    if (!sections) return;
    const label = menu => menu.firstElementChild?.textContent, names = JSON.parse(sections);
    const menus = [...document.querySelectorAll(nav_menu)];
    const seen = menus.filter(menu => menu.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    const own = section && (seen.find(menu => label(menu) === section) ?? seen.find(menu => !names.includes(label(menu))));
    for (const menu of menus) {
      if (menu === own) menu.setAttribute("aria-current", "true");
      else menu.removeAttribute("aria-current");
    }
  };

  // A changed h1 is the result of the user's last action: announced once (role=status), after 800 ms without a change.
  const voice = document.createElement("p");
  voice.id = "bk-voice";
  voice.className = "bk-hidden";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  let last = document.querySelector("h1")?.textContent, waiting;
  const speak = () => {
    const headline = document.querySelector("h1")?.textContent;
    if (headline && headline !== last) voice.textContent = last = headline;
  };

  // A rerun may replace or disable the control that has the focus, which is then lost. Focus the control with the same
  // key, else the next one in the same row or container, else the main element.
  let held;
  const keyOf = element => [...(element?.closest("[class*=st-key-]")?.classList ?? [])]
    .find(name => name.startsWith("st-key-"));
  const FOCUSABLE = "input:not([disabled]), button:not([disabled]):not([tabindex='-1']), a[href], summary";
  document.addEventListener("focusin", ({ target }) => { held = { target, key: keyOf(target), box: target.parentElement }; });
  let byKeys = false; // only for keyboard users: on a phone, focusing a field would open the on-screen keyboard
  document.addEventListener("keydown", () => { byKeys = true; }, true);
  document.addEventListener("pointerdown", () => { byKeys = false; }, true);
  const hold = () => {
    if (!byKeys || !held || document.activeElement !== document.body) return;
    if (held.target.isConnected && !held.target.disabled) return;
    const stem = held.key?.split("-").slice(0, 3).join("-");
    const near = held.box?.isConnected ? held.box.closest(`${row}, [class*=st-key-bk-]`) : null;
    const next = (stem && document.querySelector(`[class*="${stem}"]`)?.querySelector(FOCUSABLE))
      ?? near?.querySelector(FOCUSABLE) ?? document.querySelector(main);
    next?.focus({ preventScroll: next.matches(main) });
  };

  // execCommand, because navigator.clipboard needs https and the server may run without it.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".bk-copy");
    if (!button) return;
    getSelection().selectAllChildren(button.previousElementSibling);
    if (document.execCommand("copy")) voice.textContent = button.textContent = button.dataset.done;
  });

  // What the negotiating table moves, at each frame of a drag, are our own words: there is nothing to rename in them.
  const moved = ({ target }) => (target.closest ? target : target.parentElement)?.closest("[data-value], [data-live], .bk-table, .bk-dumbbells, .bk-drawing");
  new MutationObserver(records => {
    if (!records.every(moved)) {
      rename();
      mark();
      hold();
      if (document.querySelector(".bk-table")) document.querySelector(dialog_close)?.click();
    }
    clearTimeout(waiting);
    waiting = setTimeout(speak, 800);
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...NAMES, "disabled"],
  });
  rename();
}
