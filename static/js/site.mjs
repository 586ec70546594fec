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

/** Suggests what somebody may be about to type (a combobox with a list, as ARIA describes it). */
function suggestions() {
  for (const form of document.querySelectorAll("form[data-suggest]")) {
    const box = form.querySelector("input[type=search]");
    const list = document.createElement("ul");
    list.id = `${box.id}-suggestions`;
    list.className = "suggestions";
    list.role = "listbox";
    list.hidden = true;
    list.ariaLabel = form.ariaLabel;
    form.append(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) box.setAttribute(name, value);
    let asked = null;
    let waiting = 0;

    const close = () => { list.hidden = true; box.ariaExpanded = "false"; box.removeAttribute("aria-activedescendant"); };
    const choose = (option) => { box.value = option.textContent; close(); form.requestSubmit(); };
    const show = (texts) => {
      list.replaceChildren(...texts.map((text, place) => {
        const option = document.createElement("li");
        option.role = "option";
        option.id = `${list.id}-${place}`;
        option.textContent = text;
        // Before the box loses the focus, which closes the list.
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(option); });
        return option;
      }));
      list.hidden = !texts.length;
      box.ariaExpanded = String(!list.hidden);
      box.removeAttribute("aria-activedescendant");
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      const typed = box.value.trim();
      if (!typed) return close();
      try {
        const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: asked.signal });
        show(answer.ok ? await answer.json() : []);
      } catch { /* Another letter was typed, or there is no connection: searching works without. */ }
    };
    const move = (step) => {
      const options = [...list.children];
      const place = options.findIndex((option) => option.ariaSelected === "true");
      const next = (place + step + options.length + (place < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, number) => { option.ariaSelected = String(number === next); });
      options[next].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[next].id);
    };
    box.addEventListener("input", (event) => {
      // While Chinese is being put together nothing is typed yet.
      if (event.isComposing) return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    box.addEventListener("compositionend", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const current = list.querySelector("[aria-selected=true]");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && current) { event.preventDefault(); choose(current); }
    });
  }
}

/** Lists similar content in its place once the reader comes near; the link leads to the same list. */
function similar() {
  const place = document.querySelector("[data-similar]");
  const link = place?.querySelector("a");
  if (!link || !("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver(async (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    try {
      const answer = await fetch(link.href);
      const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main .item-list");
      if (!answer.ok || !list) return;
      const heading = document.createElement("h2");
      heading.textContent = link.dataset.title;
      place.replaceWith(heading, list);
    } catch { /* The link is still there. */ }
  }, { rootMargin: "200px" });
  watch.observe(place);
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
suggestions();
similar();
results();
