// Before a page is printed, its charts are replaced by SVG of the paper's width, and what is folded is opened.
if (!window.bkPrint) {
  window.bkPrint = true;
  let opened = [];
  addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll(".bk-print:empty")) {
      const request = new XMLHttpRequest();
      request.open("GET", place.dataset.src, false); // synchronous: the browser does not wait for anything else
      try { request.send(); } catch { continue; } // no server: the chart on the screen is printed
      if (request.status === 200) place.innerHTML = request.responseText;
    }
    document.documentElement.classList.toggle("bk-printed", !!document.querySelector(".bk-print > svg"));
    opened = [...document.querySelectorAll(".bk details:not([open])")].filter(d => !d.closest(".bk-along-figure"));
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
}
