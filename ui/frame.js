// The lang attribute of the first response may be out of date: the user can change the language without a reload.
document.documentElement.lang = document.querySelector(".bk-foot").lang;
// Charts are drawn on the server in the colours of the browser's theme: reload when the system switches between
// light and dark. Scenario and choices are query parameters and survive.
if (!window.bkFollowsTheme) {
  window.bkFollowsTheme = true;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}
// The switch between light and dark: Streamlit reads what its own menu would store, one entry a page, when it
// starts. What the system has anyway is stored as such, so that a page goes on following it.
if (!window.bkThemeSwitch) {
  window.bkThemeSwitch = true;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".bk-theme");
    if (!button) return;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "Dark" : "Light";
    const value = JSON.stringify(button.dataset.to === system ? "System" : button.dataset.to);
    const paths = [location.pathname, ...document.querySelector(".bk-foot").dataset.paths.split(" ")];
    for (const path of paths) localStorage.setItem(window.bkStreamlit.themeEntry.replace("{path}", path), value);
    location.reload();
  });
}
// Streamlit adds an entry to the history for each change of the address, and ignores it when the reader goes back: each
// press of Back would do nothing. So a page has one entry, and Back leaves it at once; moves are undone by Ctrl Z.
if (!window.bkOneEntry) {
  window.bkOneEntry = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const same = url !== undefined && new URL(url, location.href).pathname === location.pathname;
    if (same) history.replaceState(state, title, url);
    else push(state, title, url);
  };
}
// The simulator is a fragment: it changes query parameters without rendering this footer again. So the links to
// presentation and files get the current query parameters when they are clicked.
if (!window.bkTakesAlong) {
  window.bkTakesAlong = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".bk-show, .bk-along");
    if (!link) return;
    const there = new URL(link.href), own = ["ansichten", "zurueck", "thema", "lang"];
    for (const name of [...there.searchParams.keys()]) if (!own.includes(name)) there.searchParams.delete(name);
    for (const [name, value] of new URL(location.href).searchParams) {
      if (!own.includes(name)) there.searchParams.append(name, value);
    }
    link.href = there;
  }, true);
}
