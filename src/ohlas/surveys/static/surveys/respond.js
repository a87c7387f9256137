(() => {
  const form = document.getElementById("f");
  if (!form) return;
  const { save, seen, stamp, bits, words } = form.dataset, said = form.querySelector(".said");
  let sending, waiting, timer, turns = 0;

  // A second tab goes on where the first one is.
  try {
    const key = `ohlas:${location.pathname}`, [at, had] = (localStorage[key] || "").split(" "), own = form.render.value;
    if (+bits && !location.search && had && had !== own && Date.now() - at < 432e5) location.replace(`?answer=${had}`);
    else if (own) localStorage[key] = `${Date.now()} ${own}`;
  } catch {}

  // A little work that is dear in bulk; without it there is one more press.
  if (+bits && crypto.subtle) (async () => {
    for (let n = 0; ; n++) {
      const hash = new DataView(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(stamp + n)));
      if (hash.getUint32(0) >>> (32 - bits) === 0) return (form.work.value = n);
    }
  })();

  // Looked at for two seconds or touched: programs that open every address of a message do neither.
  if (seen) {
    let rest, done;
    const tell = (touched) => {
      if (done) return;
      done = true;
      const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      data.set("touched", touched ? 1 : 0);
      fetch(seen, { method: "POST", body: data, keepalive: true }).catch(() => {});
    };
    const watch = () => {
      clearTimeout(rest);
      if (!document.hidden) rest = setTimeout(tell, 2000, false);
    };
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, ({ isTrusted }) => isTrusted && tell(true));
    document.addEventListener("visibilitychange", watch);
    watch();
  }

  const keep = async () => {
    const turn = ++turns, data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const got = await fetch(save, { method: "POST", body: new URLSearchParams(data), keepalive: true });
      const { order, fresh } = await got.json();
      if (got.ok) said.textContent = "";
      if (!order || turn < turns) return;
      for (const one of form.querySelectorAll("[data-q]")) if (!order.includes(one.dataset.q)) one.remove();
      let before;
      for (const id of order) {
        let one = form.querySelector(`[data-q="${id}"]`);
        if (!one && fresh[id]) {
          const at = before || form.querySelector(".trap");
          at.insertAdjacentHTML("afterend", fresh[id]);
          one = at.nextElementSibling;
        }
        before = one || before;
      }
      form.seen.value = order.join(" ");
    } catch { said.textContent = words; }
  };
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(keep, 150); });

  form.addEventListener("submit", (event) => {
    if (sending) return event.preventDefault();
    if (!navigator.onLine) {
      event.preventDefault();
      said.textContent = words;
      waiting = event.submitter;
      return;
    }
    sending = true;
    clearTimeout(timer);
  });
  addEventListener("online", () => waiting ? form.requestSubmit(waiting) : keep());
  addEventListener("pageshow", () => { sending = false; });
})();
