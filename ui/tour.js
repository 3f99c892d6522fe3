// The browser remembers that the reader has left the tour, and nothing else; the server never hears of it.
(() => {
  const tour = document.querySelector(".bk-tour");
  if (!tour || localStorage.getItem("bk-tour")) return;
  const steps = [...tour.querySelectorAll("li")], button = Object.fromEntries(
    [...tour.querySelectorAll("button")].map(found => [found.dataset.tour, found]));
  let at = 0;
  const show = () => {
    steps.forEach((step, number) => { step.hidden = number !== at; });
    // Not disabled: a button that is switched off would take the focus with it.
    button.back.setAttribute("aria-disabled", at === 0);
    button.next.setAttribute("aria-disabled", at === steps.length - 1);
  };
  const go = by => { at = Math.min(Math.max(at + by, 0), steps.length - 1); show(); };
  button.back.onclick = () => go(-1);
  button.next.onclick = () => go(1);
  button.close.onclick = () => {
    localStorage.setItem("bk-tour", "closed");
    tour.hidden = true;
    document.querySelector(window.bkStreamlit.selectors.main)?.focus(); // handed over by the footer
  };
  show();
  tour.hidden = false;
})();
