// Reading again when something happened, without two readings at a time.

/** A function that runs `work` soon. Calls while it runs lead to one more run after it, and share that one's promise. */
export function refresher(work) {
  let running = null;
  let next = null;
  const run = () => {
    running = Promise.resolve()
      .then(work)
      .finally(() => {
        running = null;
      });
    return running;
  };
  return () => {
    if (!running) return run();
    next ??= running
      .catch(() => {}) // told to whoever asked for that run
      .then(() => {
        next = null;
        return running ?? run();
      });
    return next;
  };
}
