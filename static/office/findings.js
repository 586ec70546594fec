// Shows in the editor, beside the block concerned, what the rules say about the form as it is typed.
// The server answers {entries: [{kind, path, label, level, level_label, title, message, …}]}; an entry that has
// no `rule` (a reviewer's remark, for instance) is shown in the same way and cannot be explained.
(() => {
  "use strict";
  const PERIOD = 1500;
  const panel = document.querySelector("[data-findings]");
  const form = document.querySelector("form[data-edit-form]");
  if (!panel || !form) return;

  const part = (name, root = panel) => root.querySelector(`[data-finding-${name}]`);
  const copy = (name) => part(`${name}-template`).content.firstElementChild.cloneNode(true);
  const shown = new Map();
  let seen = "";
  let checked = "";
  let waiting = null;

  const typed = () => {
    const data = new FormData(form);
    // Files are sent when the form is saved, not while it is checked.
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };

  const ask = async (address, body) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
    // Read in any case: an answer left unread keeps its connection open.
    const content = await answer.json();
    if (!answer.ok && answer.status !== 422) throw new Error(content.error);
    return content;
  };

  const check = async (body) => {
    if (waiting) return;
    waiting = body.toString();
    try {
      show((await ask(panel.dataset.findings, body)).entries);
      checked = waiting;
      panel.dataset.findingsState = "done";
    } catch {
      // Said in words; asked again with the next change.
      checked = waiting;
      panel.dataset.findingsState = "failed";
    }
    part("failed").hidden = panel.dataset.findingsState !== "failed";
    waiting = null;
  };

  // Only when nobody has typed for a whole period.
  const look = () => {
    const body = typed();
    const now = body.toString();
    if (now === seen && now !== checked) check(body);
    seen = now;
  };

  const place = (path) => {
    let found = form;
    for (const step of path.split(".").filter(Boolean)) {
      found = found?.querySelector(`[data-contentpath="${CSS.escape(step)}"]`);
    }
    return found === form ? null : found;
  };

  const keyOf = (entry) => [entry.kind, entry.path, entry.rule, entry.digest, entry.id].join("|");

  const show = (entries) => {
    const keys = new Set(entries.map(keyOf));
    for (const [key, pair] of shown) {
      if (keys.has(key)) continue;
      pair.row.remove();
      pair.note.remove();
      shown.delete(key);
    }
    for (const entry of entries) {
      const key = keyOf(entry);
      if (!shown.has(key)) shown.set(key, { row: makeRow(entry), note: makeNote(entry) });
      const { row, note } = shown.get(key);
      fill(row, entry);
      fill(note, entry);
      part("list").append(row);
      const target = place(entry.path);
      if (target && note.parentElement !== target) target.append(note);
      if (!target) note.remove();
    }
    count(entries);
  };

  const fill = (node, entry) => {
    node.dataset.level = entry.explained ? "explained" : entry.level;
    for (const name of ["level_label", "title", "label", "message", "explained"]) {
      const field = node.querySelector(`[data-finding-${name.replace("_", "-")}]`);
      if (field && field.textContent !== entry[name]) field.textContent = entry[name] || "";
    }
    const given = part("given", node);
    if (given) given.hidden = !entry.explained;
    const asked = part("ask", node);
    if (asked) asked.hidden = !entry.rule || Boolean(entry.explained) || entry.level !== "warn" || !panel.dataset.findingsExplain;
  };

  const count = (entries) => {
    const open = entries.filter((entry) => entry.level !== "note" && !entry.explained).length;
    part("count").textContent = open;
    part("none").hidden = entries.length > 0;
    for (const toggle of document.querySelectorAll('[data-side-panel-toggle="checks"]')) {
      let badge = toggle.querySelector(".office-findings-badge");
      if (!badge) {
        badge = document.createElement("span");
        badge.className = "office-findings-badge";
        toggle.append(badge);
      }
      badge.textContent = open || "";
    }
  };

  const makeRow = (entry) => {
    const row = copy("row");
    part("go", row).addEventListener("click", () => {
      const target = place(entry.path);
      const tab = target?.closest('[role="tabpanel"]')?.id;
      if (tab) document.querySelector(`[role="tab"][aria-controls="${CSS.escape(tab)}"]`)?.click();
      target?.scrollIntoView({ block: "center" });
      target?.querySelector("input, textarea, select, [contenteditable=true]")?.focus();
    });
    part("go", row).hidden = !entry.path;
    return row;
  };

  const makeNote = (entry) => {
    const note = copy("note");
    const button = part("send", note);
    button.addEventListener("click", async () => {
      const body = typed();
      body.set("finding-rule", entry.rule);
      body.set("finding-digest", entry.digest);
      body.set("finding-reason", part("reason", note).value);
      button.disabled = true;
      try {
        const answer = await ask(panel.dataset.findingsExplain, body);
        part("error", note).textContent = answer.error || "";
        if (answer.entries) show(answer.entries);
      } catch {
        part("error", note).textContent = part("failed").textContent;
      }
      button.disabled = false;
    });
    return note;
  };

  // Of a page that nobody has begun to write there is nothing to say yet. Of another, once its form stands still:
  // the blocks are built by scripts of their own.
  if (!panel.dataset.findingsExplain) seen = checked = typed().toString();
  setInterval(look, PERIOD);
})();
