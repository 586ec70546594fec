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

/** Reads an article aloud, where the browser can. */
function reading() {
  const text = document.querySelector(".reading-body");
  if (!text || !("speechSynthesis" in window)) return;
  for (const button of document.querySelectorAll("[data-read-aloud]")) {
    const show = (isReading) => [...button.children].forEach((words, place) => { words.hidden = isReading !== (place === 1); });
    button.hidden = false;
    button.addEventListener("click", () => {
      const wasReading = speechSynthesis.speaking;
      speechSynthesis.cancel();
      show(!wasReading);
      if (wasReading) return;
      // One utterance for each part: browsers stop in the middle of long ones.
      const parts = [...text.children].map((part) => part.innerText.trim()).filter(Boolean);
      parts.forEach((part, place) => {
        const speech = new SpeechSynthesisUtterance(part);
        speech.lang = document.documentElement.lang;
        if (place === parts.length - 1) speech.addEventListener("end", () => show(false));
        speechSynthesis.speak(speech);
      });
    });
  }
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

/** After a refused form the summary of errors is what one reads first. */
function errors() {
  document.querySelector(".error-summary")?.focus();
}

/** Has it counted which result of a search was opened, and nothing about who did. */
function results() {
  const box = document.querySelector("[data-opened]");
  if (!box || !navigator.sendBeacon) return;
  const shown = [...box.querySelectorAll("[data-result]")];
  const tell = (event) => {
    const place = shown.indexOf(event.target.closest("a") && event.target.closest("[data-result]"));
    if (place < 0 || event.button > 1) return;
    navigator.sendBeacon(box.dataset.opened, new URLSearchParams({
      q: decodeURIComponent(box.dataset.query),
      place: Number(box.dataset.first) + place,
      result: shown[place].dataset.result,
    }));
  };
  // The middle button opens another tab.
  for (const kind of ["click", "auxclick"]) box.addEventListener(kind, tell);
}

tables();
contents();
printing();
reading();
errors();
results();
