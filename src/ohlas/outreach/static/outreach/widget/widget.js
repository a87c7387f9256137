// The whole widget. Around it the server writes `(SETTINGS)(…)`: see channels/widget/script.py.
// S: key, mode, origins, delay, event, selector, pages, not, who, send, share, days, memory, address, lang, label,
// colour, words {language: [close, title, tab]}.
(S) => {
  const me = document.currentScript, base = new URL(me.src).origin;
  const trying = "try" in me.dataset && base === location.origin;
  const within = (origin) => origin.includes("*") ? location.origin.startsWith(origin.split("*")[0]) && location.origin.endsWith(origin.split("*")[1]) : origin === location.origin;
  if (!trying && !S.origins.some(within)) return console.warn(`ohlas: this widget may not stand on ${location.origin}`);

  const spoken = (S.lang || document.documentElement.lang || navigator.language || "en").split("-")[0].toLowerCase();
  const [close, title, opinion] = S.words[spoken] || S.words.en;
  const mark = "ohlas:" + S.key, who = {};
  for (const [name, value] of Object.entries(me.dataset)) who[name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase())] = value;
  let agreed = S.memory === "shown" || (S.memory === "consent" && me.dataset.consent === "yes");
  let shown, due, drawn, panel, frame, host, tab, back;

  // Storage is touched only where it is allowed; a browser that refuses it is one that forgets.
  const remember = () => { if (agreed && !trying) try { localStorage.setItem(mark, Date.now()); } catch {} };
  const lately = () => { try { return agreed && !trying && Date.now() - (localStorage.getItem(mark) || 0) < S.days * 864e5; } catch { return false; } };

  const like = (pattern) => new RegExp("^" + pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*") + "$").test(location.pathname);
  const fits = () => trying || ((!S.pages.length || S.pages.some(like)) && !S.not.some(like) && Object.entries(S.who).every(([name, values]) => values.includes(String(who[name]))));

  const address = () => {
    const about = { o: location.origin, a: {} };
    if (S.address !== "none") about.p = (location.pathname + (S.address === "query" ? location.search : "")).slice(0, 200);
    for (const name of S.send) if (name in who) about.a[name] = String(who[name]).slice(0, 100);
    const bytes = new TextEncoder().encode(JSON.stringify(about));
    return `${base}/w/${S.key}/${btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}?lang=${encodeURIComponent(spoken)}`;
  };

  const sheet = () => {
    const rules = new CSSStyleSheet();
    rules.replaceSync(`:host{all:initial;color-scheme:light dark}iframe{display:block;border:0;inline-size:100%;color-scheme:light dark}
dialog{box-sizing:border-box;position:fixed;inset:auto 16px 16px auto;margin:0;padding:44px 0 0;border:1px solid #8884;border-radius:12px;inline-size:400px;max-inline-size:calc(100vw - 32px);background:Canvas;color:CanvasText;box-shadow:0 8px 40px #0005;z-index:2147483647;overflow:hidden}
dialog::backdrop{background:#0006}dialog iframe{block-size:520px;max-block-size:min(640px,calc(100dvh - 90px))}
button{font:600 15px/1 system-ui,sans-serif;cursor:pointer}button:focus-visible{outline:3px solid ${S.colour};outline-offset:2px}
.x{position:absolute;inset:0 0 auto auto;inline-size:44px;block-size:44px;border:0;border-radius:12px;background:none;color:inherit;font-size:20px}.x:focus-visible{outline-offset:-5px}
.tab{position:fixed;inset:auto 0 30% auto;writing-mode:vertical-rl;min-inline-size:44px;min-block-size:44px;padding:16px 12px;border:1px solid #fff;border-inline-end:0;border-radius:10px 0 0 10px;background:${S.colour};color:#fff;z-index:2147483646}
.tab:focus-visible{outline-color:Highlight}
@media(max-width:480px){dialog{inset:auto 0 0;inline-size:100%;max-inline-size:100%;border-radius:16px 16px 0 0;padding-block-end:env(safe-area-inset-bottom)}dialog iframe{max-block-size:calc(85dvh - 44px)}.tab{inset-block-end:20%}}
@media(prefers-reduced-motion:no-preference){dialog{animation:up .25s ease-out}@keyframes up{from{transform:translateY(24px);opacity:0}}}`);
    return rules;
  };
  // Its own element and a closed root: the page's styles and scripts do not reach in, ours do not reach out.
  const root = (at) => {
    const own = document.createElement("ohlas-widget"), inside = own.attachShadow({ mode: "closed" });
    inside.adoptedStyleSheets = [sheet()];
    at.append(own);
    return [own, inside];
  };
  const framed = () => {
    frame = document.createElement("iframe");
    frame.title = title;
    // No allow-same-origin: in there is neither a cookie nor storage, ours or the page's.
    frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox");
    frame.setAttribute("referrerpolicy", "no-referrer");
    frame.src = me.dataset.frame && trying ? me.dataset.frame : address();
    return frame;
  };
  const button = (name, words, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.addEventListener("click", press);
    made.append(words);
    return made;
  };

  const shut = () => {
    if (!panel) return;
    host.remove();
    panel = frame = undefined;
    removeEventListener("keydown", escape, true);
    if (back && back.isConnected) back.focus();
  };
  const escape = (event) => { if (event.key === "Escape") { event.preventDefault(); shut(); } };
  // Who asked for it is led into it and kept there; who did not, keeps the place where they were.
  const open = (asked) => {
    if (panel || S.mode === "embed") return;
    shown = true;
    back = asked && document.activeElement;
    let inside;
    [host, inside] = root(document.body);
    panel = document.createElement("dialog");
    panel.setAttribute("aria-label", title);
    const cross = button("x", "✕", shut);
    cross.setAttribute("aria-label", close);
    panel.append(cross, framed());
    inside.append(panel);
    if (asked) panel.showModal(); else panel.open = true;  // show() would take the focus
    panel.addEventListener("cancel", (event) => { event.preventDefault(); shut(); });
    panel.addEventListener("click", (event) => { if (event.target === panel && asked && outside(event)) shut(); });
    addEventListener("keydown", escape, true);
    remember();
  };
  const outside = (event) => {
    const box = panel.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  };
  // Opens by itself at most once in a page, and once in so many days where it may remember.
  const attempt = () => {
    due = true;
    if (shown || !fits() || (S.memory === "consent" && !agreed && !trying) || lately()) return;
    drawn ??= trying || Math.random() < S.share;
    if (drawn) open(); else { shown = true; remember(); }
  };

  addEventListener("message", (event) => {
    // The frame has no origin of its own ("null"): the window it comes from tells it from all others.
    if (!frame || event.source !== frame.contentWindow || event.origin !== "null") return;
    const said = event.data;
    if (!said || said.ohlas !== S.key) return;
    if (said.size > 0) frame.height = Math.min(Math.max(Math.ceil(said.size), 120), 4000), frame.style.blockSize = frame.height + "px";
    if (said.done) remember();
    if (said.close) shut();
  });

  const start = {
    delay: () => setTimeout(attempt, S.delay * 1e3),
    exit: () => {
      let lowest = 0;
      document.addEventListener("mouseout", (event) => { if (!event.relatedTarget && event.clientY <= 0) attempt(); });
      addEventListener("scroll", () => { lowest = Math.max(lowest, scrollY); if (matchMedia("(hover:none)").matches && lowest - scrollY > innerHeight) attempt(); }, { passive: true });
    },
    event: () => {},
    click: () => document.addEventListener("click", (event) => {
      if (!fits() || !event.target.closest || !event.target.closest(S.selector)) return;
      event.preventDefault();
      open(true);
    }),
    tab: () => {
      if (!fits()) return (due = true);
      if (tab) return;
      const [, inside] = root(document.body);
      inside.append((tab = button("tab", S.label || opinion, () => open(true))));
      tab.setAttribute("aria-haspopup", "dialog");
    },
    embed: () => {
      const place = document.querySelector(S.selector);
      if (!place || frame || lately()) return;
      if (!fits()) return (due = true);
      const [, inside] = root(place);
      inside.append(framed());
    },
  }[S.mode];
  const again = () => { if (due) (S.mode === "tab" || S.mode === "embed" ? start : attempt)(); };

  const own = {
    track: (name) => { if (S.mode === "event" && name === S.event) attempt(); },
    identify: (given) => { Object.assign(who, given); again(); },
    consent: (given = true) => {
      if (S.memory !== "consent") return;
      agreed = !!given;
      if (agreed) again(); else try { localStorage.removeItem(mark); } catch {}
    },
    open: (key) => { if (!key || key === S.key) open(true); },
    close: shut,
  };
  const api = (window.ohlas = window.ohlas || {}), all = (api.all = api.all || []);
  all.push(own);
  for (const name of Object.keys(own)) api[name] = (...given) => { for (const one of all) one[name](...given); };
  for (const [name, ...given] of api.queue || []) if (own[name]) own[name](...given);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
}
