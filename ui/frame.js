// The server wrote the language of the first request into the page; the reader may have changed it since.
document.documentElement.lang = document.querySelector(".bk-foot").lang;
// Figures are painted on the server in the theme that the browser told. When the system turns dark or
// light meanwhile, the browser asks anew; scenario and choices stand in the address.
if (!window.bkFollowsTheme) {
  window.bkFollowsTheme = true;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}
