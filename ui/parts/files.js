// Downloads with progress and error messages: fetches the file, shows a status line, saves it. Without this script the
// links are plain downloads.
if (!window.bkFiles) {
  window.bkFiles = true;
  const SOON = 500; // milliseconds until the status line appears
  const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "";
  const save = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.bk-file[download]");
    if (!link) return;
    event.preventDefault();
    if (link.getAttribute("aria-disabled")) return;
    const words = link.closest(".bk-files").dataset, told = link.closest("section").querySelector("[role=status]");
    const tell = (state, text) => { told.className = state; told.textContent = text; };
    tell("", "");
    link.setAttribute("aria-disabled", "true");
    const waiting = setTimeout(() => tell("bk-doing", words.doing), SOON);
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/plain" } });
      if (answer.ok) {
        const name = nameOf(answer);
        save(await answer.blob(), name);
        clearTimeout(waiting);
        tell("", words.done.replace("{name}", name));
      } else {
        const reason = [400, 503].includes(answer.status) ? await answer.text() : words.failed;
        clearTimeout(waiting);
        tell("bk-refused", reason);
      }
    } catch {
      clearTimeout(waiting);
      tell("bk-refused", words.offline);
    } finally {
      link.removeAttribute("aria-disabled");
    }
  });
}
