/** The time of all relative times on a page: one timer, and none while the page is hidden. */
let now = $state(new Date());

function tick() {
  if (!document.hidden) now = new Date();
}

if (typeof window !== 'undefined') {
  setInterval(tick, 10_000);
  document.addEventListener('visibilitychange', tick);
}

export function currentTime(): Date {
  return now;
}

/** Runs `step` each second while the caller's effect lives. */
export function everySecond(step: () => void): () => void {
  const timer = setInterval(() => {
    if (!document.hidden) step();
  }, 1_000);
  return () => clearInterval(timer);
}
