// The index's own behaviour: the two languages, light and dark, the keyboard, finding a story by words of its row.
(function () {
  "use strict";
  var root = document.documentElement;
  var rows = Array.from(document.querySelectorAll(".row"));
  var find = document.getElementById("find");
  var current = null;

  function remember(key, value) {
    try { localStorage.setItem("shilu." + key, value); } catch (ignored) { /* a file opened from disk may have no storage */ }
  }
  function remembered(key) {
    try { return localStorage.getItem("shilu." + key); } catch (ignored) { return null; }
  }
  function setLanguage(to) {
    root.dataset.lang = to;
    root.lang = to === "en" ? "en" : "zh-Hans";
    document.querySelectorAll("[data-label]").forEach(function (one) {
      one.setAttribute(one.dataset.label, one.dataset[to]);
    });
  }
  function darkNow() {
    if (root.dataset.theme) { return root.dataset.theme === "dark"; }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function shown() { return rows.filter(function (row) { return !row.hidden; }); }
  function step(by) {
    var all = shown();
    if (!all.length) { return; }
    var next = Math.max(0, Math.min(all.length - 1, current ? all.indexOf(current) + by : 0));
    if (current) { current.classList.remove("here"); }
    current = all[next];
    current.classList.add("here");
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }
  function filter() {
    var words = find.value.trim().toLowerCase().split(/\s+/);
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    document.getElementById("found").textContent = find.value.trim() ? shown().length + " / " + rows.length : "";
  }
  find.addEventListener("input", filter);
  document.getElementById("lang").addEventListener("click", function () {
    var to = root.dataset.lang === "en" ? "zh" : "en";
    setLanguage(to);
    remember("lang", to);
  });
  document.getElementById("theme").addEventListener("click", function () {
    root.dataset.theme = darkNow() ? "light" : "dark";
    remember("theme", root.dataset.theme);
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === find) { return; }
    if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (event.key === "o") { if (current) { current.querySelector("a").click(); } }
    else if (event.key === "/") { find.focus(); }
    else { return; }
    event.preventDefault();
  });
  setLanguage(remembered("lang") || (/^zh\b/i.test(navigator.language || "zh") ? "zh" : "en"));
  if (remembered("theme")) { root.dataset.theme = remembered("theme"); }
})();
