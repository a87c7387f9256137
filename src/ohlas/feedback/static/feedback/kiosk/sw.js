// Keeps the tablet's page ready for when there is no network; with one, the newest is shown.
const CACHE = `ohlas-kiosk ${registration.scope}`;
const PATIENCE_MS = 4000;
const PARTS = ["kiosk.js", "logic.js", "queue.js", "kiosk.css"].map((name) => `/static/feedback/kiosk/${name}`);

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll([registration.scope, ...PARTS].map((url) => new Request(url, { cache: "reload" })));
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(newest(request));
});

const newest = async (request) => {
  const cache = await caches.open(CACHE);
  try {
    const got = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (got.ok) await cache.put(request, got.clone());
    else if (request.mode === "navigate" && got.status === 404) await caches.delete(CACHE);
    else if (got.status >= 500) return (await cache.match(request, { ignoreSearch: true })) ?? got;
    return got;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
};
