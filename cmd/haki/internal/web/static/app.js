// What the pages can do beyond links and forms. Nothing here is needed to read
// or to search, and every text is put in as text, never as markup.
"use strict";
document.documentElement.classList.add("scripted");

const byId = (id) => document.getElementById(id);

function make(tag, text, attributes = {}) {
  const e = document.createElement(tag);
  e.textContent = text;
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
}

async function ask(path, options = {}) {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, ...options });
  const body = await answer.json();
  if (!answer.ok) throw new Error([body.title, body.detail].filter(Boolean).join(": "));
  return body;
}

/* Completion in the search box */
function completion(box) {
  const list = make("ul", "", { class: "suggest", role: "listbox", id: "suggest", "aria-label": "Completions" });
  list.hidden = true;
  box.after(list);
  Object.entries({ role: "combobox", "aria-controls": "suggest", "aria-expanded": "false", "aria-autocomplete": "list" })
    .forEach(([k, v]) => box.setAttribute(k, v));
  let chosen = -1, latest = 0, taken = false;
  const word = () => box.value.slice(0, box.selectionStart).match(/[^\s()]*$/)[0];
  const close = () => { list.hidden = true; chosen = -1; latest++; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const mark = (n) => {
    const items = [...list.children];
    chosen = (n + items.length) % items.length;
    items.forEach((li, i) => li.setAttribute("aria-selected", String(i === chosen)));
    box.setAttribute("aria-activedescendant", items[chosen].id);
  };
  const take = (text) => {
    const at = box.selectionStart, typed = word();
    const sign = typed.startsWith("-") ? "-" : "";
    const insert = sign + text + (text.endsWith(":") ? "" : " ");
    box.value = box.value.slice(0, at - typed.length) + insert + box.value.slice(at).trimStart();
    const end = at - typed.length + insert.length;
    box.setSelectionRange(end, end);
    close();
    if (text.endsWith(":")) suggest();
  };
  const suggest = async () => {
    const typed = word(), mine = ++latest;
    if (typed.length < 2) return close();
    const found = await ask("/complete?word=" + encodeURIComponent(typed)).catch(() => []);
    if (mine !== latest) return;
    list.replaceChildren(...found.map(({ text, label, count }, i) => {
      const li = make("li", text, { role: "option", id: "suggest-" + i, "aria-selected": "false", "data-text": text });
      li.append(make("small", [label, count && count.toLocaleString("fr")].filter(Boolean).join(" · ")));
      li.addEventListener("mousedown", (e) => { e.preventDefault(); take(text); });
      return li;
    }));
    chosen = -1;
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
  };
  box.addEventListener("input", suggest);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown") mark(chosen + 1);
    else if (e.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (e.key === "Escape") close();
    else if ((e.key === "Enter" || e.key === "Tab") && chosen >= 0) { taken = e.key === "Enter"; take(list.children[chosen].dataset.text); }
    else return;
    e.preventDefault();
  });
  // The Enter that takes a completion is not the one that searches.
  box.addEventListener("keyup", () => { taken = false; });
  box.form.addEventListener("submit", (e) => { if (taken) e.preventDefault(); });
}

/* Citations */
async function showCitations(address) {
  const dialog = byId("cite"), list = byId("cite-list"), said = byId("cite-said");
  said.textContent = "";
  try {
    const styles = await ask(address);
    list.replaceChildren(...styles.map((s) => {
      const section = make("section", "");
      const head = make("h3", s.name);
      const copy = make("button", "Copy", { type: "button", "aria-label": "Copy " + s.name });
      const text = make("pre", s.text, { dir: "auto", tabindex: "0", "aria-label": s.name });
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(s.text);
          said.textContent = s.name + " citation copied.";
        } catch {
          getSelection().selectAllChildren(text);
          said.textContent = "Selected: press Ctrl+C to copy.";
        }
      });
      head.append(copy);
      section.append(head, text);
      return section;
    }));
  } catch (e) {
    list.replaceChildren();
    said.textContent = e.message;
  }
  if (!dialog.open) dialog.showModal();
}

function citations() {
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a.cite");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    showCitations(link.href);
  });
  const button = byId("cite-picked");
  const picked = () => [...document.querySelectorAll(".pick input:checked")];
  document.addEventListener("change", (e) => {
    if (!button || !e.target.closest(".pick")) return;
    const n = picked().length;
    button.hidden = n === 0;
    button.textContent = `Cite ${n} selected`;
  });
  if (button) button.addEventListener("click", () => showCitations("/cite?" + picked().map((i) => "id=" + encodeURIComponent(i.value)).join("&")));
}

/* Keys: passages and hits with j and k, pages with n and p */
function keys() {
  const items = () => [...document.querySelectorAll(".hit, .passage")];
  let now = items().findIndex((e) => e.classList.contains("chosen"));
  if (now >= 0 && !location.hash) items()[now].scrollIntoView({ block: "center" });
  const go = (step) => {
    const all = items();
    if (all.length === 0) return;
    now = Math.min(Math.max(now + step, 0), all.length - 1);
    all.forEach((e, i) => e.classList.toggle("now", i === now));
    const to = all[now].querySelector("a.open") || all[now];
    to.focus({ preventScroll: true });
    all[now].scrollIntoView({ block: "nearest" });
    all[now].dispatchEvent(new CustomEvent("passage", { bubbles: true }));
  };
  const follow = (selector) => { const a = document.querySelector(selector); if (a) a.click(); };
  const act = {
    "/": () => { byId("q").focus(); byId("q").select(); },
    j: () => go(1), k: () => go(-1),
    n: () => follow(byId("page-on") ? "#page-on" : ".pager a[rel=next]"),
    p: () => follow(byId("page-back") || byId("page-no") ? "#page-back" : ".pager a[rel=prev]"),
    c: () => { const a = items()[now]?.querySelector("a.cite"); if (a) a.click(); },
    "?": () => byId("keys").showModal(),
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
    if (e.target.closest("input:not([type=checkbox]), select, textarea")) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    if (!act[e.key]) return;
    e.preventDefault();
    act[e.key]();
  });
}

/* A span of years, dragged over the histogram */
function histogram(svg) {
  const first = Number(svg.dataset.first), last = Number(svg.dataset.last), span = byId("span");
  const wide = svg.viewBox.baseVal.width, slot = wide / (last - first + 1);
  const yearAt = (e) => {
    const r = svg.getBoundingClientRect();
    return Math.min(Math.max(first + Math.floor((e.clientX - r.left) / r.width * (last - first + 1)), first), last);
  };
  let from = null, dragged = false;
  svg.addEventListener("dragstart", (e) => e.preventDefault());
  svg.addEventListener("pointerdown", (e) => { if (e.button === 0) { from = yearAt(e); dragged = false; e.preventDefault(); } });
  window.addEventListener("pointermove", (e) => {
    if (from === null) return;
    const to = yearAt(e);
    dragged = dragged || to !== from;
    span.setAttribute("x", (Math.min(from, to) - first) * slot);
    span.setAttribute("width", (Math.abs(to - from) + 1) * slot);
  });
  window.addEventListener("pointerup", (e) => {
    if (from === null) return;
    const a = from, to = yearAt(e), form = document.querySelector(".span-form");
    from = null;
    if (!dragged) return;
    form.elements.from.value = Math.min(a, to);
    form.elements.to.value = Math.max(a, to);
    form.submit();
  });
  svg.addEventListener("click", (e) => { if (dragged) e.preventDefault(); }, true);
}

/* The page of the original beside the text */
function original(aside) {
  const sizes = aside.dataset.sizes.split(";").map((s) => s.split(",").map(Number));
  const svg = byId("page"), image = byId("page-image"), group = byId("boxes");
  const rect = ([, x, y, width, height]) => {
    const r = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    r.setAttribute("class", "box");
    Object.entries({ x, y, width, height }).forEach(([k, v]) => r.setAttribute(k, v));
    return r;
  };
  document.addEventListener("passage", (e) => {
    const boxes = (e.target.dataset.boxes || "").split(";").filter(Boolean).map((b) => b.split(",").map(Number));
    const n = boxes.length ? boxes[0][0] : Number(e.target.dataset.page);
    if (!n || !sizes[n - 1]) return;
    if (String(n) !== byId("page-no").textContent) {
      const [w, h] = sizes[n - 1];
      byId("page-no").textContent = n;
      svg.setAttribute("viewBox", `0 0 ${w} ${h}`);
      svg.setAttribute("aria-label", `Page ${n} of the original`);
      image.setAttribute("width", w);
      image.setAttribute("height", h);
      image.setAttribute("href", `/doc/${aside.dataset.doc}/page/${n}`);
    }
    group.replaceChildren(...boxes.filter((b) => b[0] === n).map(rect));
  });
  document.addEventListener("click", (e) => {
    const passage = e.target.closest(".passage");
    if (!passage || e.target.closest("a:not(.to-page), button, summary, input")) return;
    if (e.target.closest(".to-page")) { e.preventDefault(); aside.scrollIntoView({ block: "nearest" }); }
    document.querySelectorAll(".passage.now").forEach((p) => p.classList.remove("now"));
    passage.classList.add("now");
    passage.dispatchEvent(new CustomEvent("passage", { bubbles: true }));
  });
}

/* Uploads, one file after the other, each with its progress and outcome */
function uploads(form) {
  const input = byId("files"), list = byId("outcomes");
  const one = (file) => new Promise((done) => {
    const li = make("li", file.name + " "), bar = make("progress", "", { max: "1", value: "0", "aria-label": "Sent of " + file.name });
    const said = make("span", "");
    li.append(bar, said);
    list.prepend(li);
    const data = new FormData(), request = new XMLHttpRequest();
    data.append("files", file);
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (e) => { bar.value = e.total ? e.loaded / e.total : 0; if (e.loaded === e.total) said.textContent = " reading…"; });
    request.addEventListener("loadend", () => { bar.remove(); tell(li, said, request); done(); });
    request.send(data);
  });
  const tell = (li, said, request) => {
    const answer = request.response, outcome = Array.isArray(answer) ? answer[0] : null;
    li.className = outcome ? outcome.state : "failed";
    if (!outcome) said.textContent = answer?.title ? `${answer.title}: ${answer.detail}` : "The server did not answer.";
    else if (outcome.document) said.replaceChildren(make("a", outcome.state === "duplicate" ? "already there" : "added", { href: "/doc/" + outcome.document }));
    else said.textContent = outcome.message || outcome.reason;
  };
  const all = async (files) => { for (const f of files) await one(f); input.value = ""; };
  form.addEventListener("submit", (e) => { e.preventDefault(); all([...input.files]); });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (e) => { e.preventDefault(); form.classList.toggle("over", kind === "dragover"); });
  }
  form.addEventListener("drop", (e) => all([...e.dataTransfer.files]));
}

/* Searches kept in this browser */
function saved() {
  const key = "haki-searches", list = byId("saved-list");
  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (all) => { try { localStorage.setItem(key, JSON.stringify(all)); } catch { /* a browser that keeps nothing */ } show(); };
  const show = () => {
    byId("saved-none").hidden = read().length > 0;
    list.replaceChildren(...read().filter((s) => typeof s === "string" && s.startsWith("?")).map((search) => {
    const li = make("li", ""), name = new URLSearchParams(search).get("q") || "everything";
    const away = make("button", "×", { type: "button", "aria-label": "Forget " + name });
    away.addEventListener("click", () => write(read().filter((s) => s !== search)));
    li.append(make("a", name, { href: "/" + search }), away);
    return li;
  }));
  };
  byId("save")?.addEventListener("click", () => write([...new Set([location.search || "?q=", ...read()])].slice(0, 50)));
  show();
}

/* What a telephone has no room for is opened when it is wanted */
if (matchMedia("(max-width: 56rem)").matches) document.querySelectorAll(".outline details, .facets details").forEach((d) => { d.open = false; });

completion(byId("q"));
citations();
keys();
if (byId("histogram")) histogram(byId("histogram"));
if (byId("original")) original(byId("original"));
if (byId("upload")) uploads(byId("upload"));
if (byId("saved")) saved();
// Tells whoever drives this page that keys and clicks are heard from here on.
document.documentElement.dataset.ready = "";
