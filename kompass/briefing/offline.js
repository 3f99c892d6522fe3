// The other theme: its pictures and colours are in the page already and change places with those shown.
"use strict";

const theme = document.getElementById("theme");
const other = document.getElementById("other").content;

theme.addEventListener("click", () => {
  const [colors] = other.querySelectorAll("style");
  const now = document.querySelector("head style");
  [now.textContent, colors.textContent] = [colors.textContent, now.textContent];
  other.querySelectorAll("[data-of]").forEach((kept) => {
    const shown = document.querySelector(`.view[data-view="${kept.dataset.of}"] .live`);
    [shown.innerHTML, kept.innerHTML] = [kept.innerHTML, shown.innerHTML];
  });
  const root = document.documentElement;
  [root.className, theme.dataset.other] = [theme.dataset.other, root.className];
  [theme.textContent, theme.dataset.word] = [theme.dataset.word, theme.textContent];
});
