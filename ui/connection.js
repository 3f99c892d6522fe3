// Says in the page's language that the server is not reached, instead of Streamlit's English dialog: at first after the
// time that a slow start takes, later sooner. Not part of the page's own script, which comes by that very connection.
{
  const FIRST = 10000, LATER = 3000; // milliseconds
  const told = document.getElementById("bk-connection");
  let reached = false, since = performance.now();
  for (const link of told.querySelectorAll("a")) link.search = location.search;
  setInterval(() => {
    const state = document.querySelector(told.dataset.app)?.dataset.testConnectionState;
    if (state === "CONNECTED") {
      reached = true;
      since = performance.now();
      told.hidden = true;
    } else if (told.hidden && performance.now() - since > (reached ? LATER : FIRST)) {
      told.querySelector(reached ? "[data-lost]" : "[data-never]").hidden = false;
      told.querySelector(reached ? "[data-never]" : "[data-lost]").hidden = true;
      told.hidden = false;
    }
  }, 500);
}
