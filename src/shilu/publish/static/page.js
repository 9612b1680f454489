// The page's own behaviour: the reading pane, the two languages, light and dark, the keyboard.
// Words of posts enter the document only as text nodes; addresses arrive already checked.
(function () {
  "use strict";
  var root = document.documentElement;
  var pane = document.getElementById("pane");
  var body = document.getElementById("panebody");
  var opener = null;
  var current = null;
  var parsed = {};

  function remember(key, value) {
    try { localStorage.setItem("shilu." + key, value); } catch (ignored) { /* a file opened from disk may have no storage */ }
  }
  function remembered(key) {
    try { return localStorage.getItem("shilu." + key); } catch (ignored) { return null; }
  }

  // ---- language and theme
  function lang() { return root.dataset.lang === "en" ? "en" : "zh"; }
  function setLanguage(to) {
    root.dataset.lang = to;
    root.lang = to === "en" ? "en" : "zh-Hans";
    document.querySelectorAll("[data-label]").forEach(function (one) {
      one.setAttribute(one.dataset.label, one.dataset[to]);
    });
  }
  function setTheme(to) { if (to) { root.dataset.theme = to; } }
  function darkNow() {
    if (root.dataset.theme) { return root.dataset.theme === "dark"; }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // ---- offsets: the records count code points, the script counts UTF-16 units
  function units(text) {
    if (!/[\ud800-\udbff]/.test(text)) { return function (point) { return point; }; }
    var starts = [0];
    for (var i = 0; i < text.length;) {
      i += text.codePointAt(i) > 0xffff ? 2 : 1;
      starts.push(i);
    }
    return function (point) { return starts[Math.min(point, starts.length - 1)]; };
  }

  // ---- building with text nodes only
  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text !== undefined && text !== null) { made.textContent = text; }
    return made;
  }
  function label(key) {
    var found = document.querySelector('#words [data-word="' + key + '"]');
    var made = make("span", "k");
    if (found) { Array.from(found.childNodes).forEach(function (one) { made.appendChild(one.cloneNode(true)); }); }
    return made;
  }
  function inBoth(pair) {
    var made = make("span");
    var zh = make("span", null, pair[0]); zh.lang = "zh-Hans";
    var en = make("span", null, pair[1]); en.lang = "en";
    made.append(zh, en);
    return made;
  }
  function isolated(text) { return make("bdi", null, text); }
  function fact(key, value) {
    var line = make("div", "fact");
    line.append(label(key), " ", value);
    return line;
  }
  function link(url, words) {
    var made = make("a", "out", words);
    made.href = url;
    made.rel = "noopener noreferrer";
    return made;
  }

  function article(id) {
    if (!(id in parsed)) {
      var source = document.getElementById(id);
      parsed[id] = source && source.type === "application/json" ? JSON.parse(source.textContent) : null;
    }
    return parsed[id];
  }

  // ---- the reading pane
  function piece(text, from, to, hit) {
    var made = document.createDocumentFragment();
    if (!hit || hit[1] <= from || hit[0] >= to) { made.append(text.slice(from, to)); return made; }
    var start = Math.max(from, hit[0]), end = Math.min(to, hit[1]);
    made.append(text.slice(from, start), make("mark", null, text.slice(start, end)), text.slice(end, to));
    return made;
  }
  var TAGS = { headline: "h3", heading: "h4", quote: "blockquote", caption: "p", list: "p" };
  function fullText(data, hit) {
    var holder = make("div", "fulltext");
    holder.lang = data.lang;
    holder.dir = "auto";
    var at = units(data.text);
    var span = hit ? [at(hit[0]), at(hit[1])] : null;
    var done = 0;
    function add(kind, from, to) {
      if (to <= from || !data.text.slice(from, to).trim()) { return; }
      var block = make(TAGS[kind] || "p", kind);
      block.append(piece(data.text, from, to, span));
      holder.append(block);
    }
    data.blocks.forEach(function (one) {
      var from = Math.max(at(one[1]), done), to = at(one[2]);
      add("other", done, from);
      add(one[0], from, to);
      done = Math.max(done, to);
    });
    add("other", done, data.text.length);
    return holder;
  }
  function times(data) {
    var holder = make("div", "facts");
    holder.append(fact("published", data.published ? inBoth(data.published) : label("no_date")));
    if (data.raw) {
      var raw = fact("clock_raw", isolated(data.raw));
      if (data.corrected && data.labelled) { raw.append(" · ", label("clock_labelled"), " ", inBoth(data.labelled)); }
      holder.append(raw);
    }
    var rule = fact("clock_rule", make("code", null, data.rule));
    if (data.meaning) { rule.append(" ", inBoth(data.meaning)); }
    if (data.evidence) { rule.append(" ", isolated(data.evidence)); }
    holder.append(rule);
    return holder;
  }
  function colophon(data) {
    var holder = make("div", "facts");
    if (data.byline) { holder.append(fact("byline", isolated(data.byline))); }
    if (data.rights) { holder.append(fact("rights", isolated(data.rights))); }
    if (data.pictures.length) {
      var list = fact("pictures", make("span"));
      data.pictures.forEach(function (one) {
        var line = make("div", "picture");
        line.append(one[0] ? link(one[0], one[0]) : isolated(one[1]));
        if (one[2]) { line.append(" ", isolated(one[2])); }
        list.append(line);
      });
      holder.append(list);
    }
    data.notes.forEach(function (one) { holder.append(fact("notes", isolated(one))); });
    holder.append(fact("file", isolated(data.path)));
    return holder;
  }
  function show(id, hit) {
    var data = article(id);
    var name = document.getElementById("panename");
    body.textContent = "";
    name.textContent = "";
    pane.classList.add("open");
    if (data) {
      name.append(isolated(data.outlet), " ");
      var at = make("small"); at.append(data.published ? inBoth(data.published) : label("no_date")); name.append(at);
    } else { name.append(label("reading")); }
    if (!data) {
      var missing = make("p", "hint"); missing.append(label("pane_missing")); body.append(missing);
      return;
    }
    var head = make("div", "about");
    head.append(times(data));
    if (data.url) {
      var out = make("p", "original"); var anchor = link(data.url, null);
      anchor.append(label("original_link"), " ↗"); out.append(anchor); head.append(out);
    } else if (data.unsafe) {
      head.append(fact("unsafe_link", isolated(data.unsafe)));
    }
    body.append(head, fullText(data, hit), colophon(data));
    var mark = body.querySelector("mark");
    if (mark) {
      mark.id = "hit";
      pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight * 0.35;
    } else { pane.scrollTop = 0; }
  }
  // A record that the page does not list is found through the spans that each article carries.
  function place(record) {
    var holders = document.querySelectorAll('script[type="application/json"]');
    for (var i = 0; i < holders.length; i += 1) {
      var span = article(holders[i].id).spans[record];
      if (span) { return holders[i].id + ":" + span[0] + "-" + span[1]; }
    }
    return null;
  }
  function target(hash) {
    var wanted;
    try { wanted = decodeURIComponent(hash.replace(/^#/, "")); } catch (ignored) { return null; }
    if (!/^(fig|st|art):/.test(wanted)) { return null; }
    var from = document.querySelector('a[href="#' + CSS.escape(wanted).replace(/\\:/g, ":") + '"][data-at]') ||
      document.querySelector('a[href="#' + wanted.replace(/["\\]/g, "") + '"][data-at]');
    var where = wanted.indexOf("art:") === 0 ? wanted : from ? from.dataset.at : place(wanted);
    var cut = where && /^(art:.+?)(?::(\d+)-(\d+))?$/.exec(where);
    if (!cut) { return { article: "", hit: null, from: from }; }
    return { article: cut[1], hit: cut[2] === undefined ? null : [Number(cut[2]), Number(cut[3])], from: from };
  }
  function mark(from) {
    document.querySelectorAll(".reading").forEach(function (one) { one.classList.remove("reading"); });
    if (from) { from.classList.add("reading"); }
  }
  function unfold(element) {
    for (var up = element; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
  }
  function open(first) {
    var found = target(location.hash);
    if (!found) { return; }
    var mine = opener && opener.getAttribute("href") === location.hash ? opener : found.from;
    show(found.article, found.hit);
    root.classList.add("paned");
    mark(mine);
    opener = mine;
    if (first && mine) { unfold(mine); mine.scrollIntoView({ block: "center" }); }
    pane.focus({ preventScroll: true });
  }
  function close() {
    pane.classList.remove("open");
    root.classList.remove("paned");
    mark(null);
    if (/^#(fig|st|art):/.test(location.hash)) {
      try { history.replaceState(null, "", location.pathname + location.search); } catch (ignored) { location.hash = "main"; }
    }
    body.textContent = "";
    var hint = make("p", "hint"); hint.append(label("pane_hint")); body.append(hint);
    var name = document.getElementById("panename"); name.textContent = ""; name.append(label("reading"));
    if (opener) { opener.focus({ preventScroll: true }); opener = null; }
  }

  // ---- rows by keyboard
  function visible(one) { return one.getClientRects().length > 0; }
  function step(by) {
    var rows = Array.from(document.querySelectorAll(".row")).filter(visible);
    if (!rows.length) { return; }
    var place = rows.indexOf(current);
    var next = rows[Math.max(0, Math.min(rows.length - 1, place < 0 ? (by > 0 ? 0 : rows.length - 1) : place + by))];
    if (current) { current.classList.remove("here"); }
    current = next;
    current.classList.add("here");
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }
  function openCurrent() {
    var from = current && current.querySelector("a[data-at]");
    if (from) { from.click(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (event.key === "o") { openCurrent(); }
    else if (event.key === "Escape") { close(); }
    else { return; }
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    var from = event.target.closest && event.target.closest("a[data-at]");
    if (!from) { return; }
    opener = from;
    var row = from.closest(".row");
    if (row) { if (current) { current.classList.remove("here"); } current = row; row.classList.add("here"); }
    if (from.getAttribute("href") === location.hash) { event.preventDefault(); open(false); }
  });
  document.getElementById("close").addEventListener("click", close);
  document.getElementById("lang").addEventListener("click", function () {
    var to = lang() === "zh" ? "en" : "zh";
    setLanguage(to);
    remember("lang", to);
  });
  document.getElementById("theme").addEventListener("click", function () {
    var to = darkNow() ? "light" : "dark";
    setTheme(to);
    remember("theme", to);
  });
  window.addEventListener("hashchange", function () { open(false); });

  // ---- paper: the history of every figure is printed, then folded again
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details.history:not([open])"));
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (one) { one.open = false; }); });

  // ---- beginning
  setLanguage(remembered("lang") || (/^zh\b/i.test(navigator.language || "zh") ? "zh" : "en"));
  setTheme(remembered("theme"));
  if (/^#(fig|st|art):/.test(location.hash)) {
    open(true);
  } else if (matchMedia("(min-width: 1080px)").matches) {
    // On a wide screen the pane is always there: begin with the passage behind the first figure, focus untouched.
    var first = document.querySelector(".cards a[data-at], table.figures a[data-at]");
    var begin = first && target(first.getAttribute("href"));
    if (begin) { show(begin.article, begin.hit); mark(first); }
  }
})();
