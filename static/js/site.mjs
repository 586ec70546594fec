// Improves pages that already work without it.

/** Only tables that overflow need to be reachable by keyboard. */
function tables() {
  for (const box of document.querySelectorAll(".table-scroll")) {
    if (box.scrollWidth <= box.clientWidth) box.removeAttribute("tabindex");
  }
}

/** Marks in the table of contents where the reader is. */
function contents() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (!links.size || !("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    if (!seen) return;
    for (const [heading, link] of links) link.classList.toggle("is-here", heading === seen.target);
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const heading of links.keys()) watch.observe(heading);
}

/** Shows buttons that need a script, and answers them. */
function printing() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("main details")) part.open = true;
  });
}

/** After a refused form the summary of errors is what one reads first. */
function errors() {
  document.querySelector(".error-summary")?.focus();
}

tables();
contents();
printing();
errors();
