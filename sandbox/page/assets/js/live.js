// Follows the sandbox's events: by WebSocket, and by long polling while that does not work.
import {events_after} from './api.js';

const first_pause = 500;
const longest_pause = 8000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** One WebSocket's whole life. True when it was open at all. */
function by_socket(on_open, on_event) {
  return new Promise((done) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    let opened = false;
    let socket;
    try {
      socket = new WebSocket(`${scheme}://${location.host}/_sandbox/live`);
    } catch {
      done(false);
      return;
    }
    socket.onopen = () => {
      opened = true;
      on_open();
    };
    socket.onmessage = (m) => {
      try {
        on_event(JSON.parse(m.data));
      } catch (error) {
        console.warn('an event could not be used', error);
      }
    };
    socket.onclose = () => done(opened);
  });
}

/** Polls for a while, then gives the WebSocket another chance. False when the sandbox did not answer. */
async function by_polling(seen, on_open, on_event) {
  let told = false;
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    let answer;
    try {
      answer = await events_after(seen.n);
    } catch {
      return told;
    }
    // Silence may also mean a new sandbox that counts from 1 again: reading all once finds out.
    if (!told || !answer.events.length) on_open();
    told = true;
    answer.events.forEach(on_event);
    seen.n = answer.next;
  }
  return true;
}

/**
 * Calls `on_event` for each event, and `on_reach` with true when a connection begins (everything has to be read again:
 * events may have been missed) and with false when it is lost. Never ends.
 */
export async function follow(on_event, on_reach) {
  const seen = {n: 0};
  const note = (event) => {
    seen.n = event.n;
    on_event(event);
  };
  let wait = first_pause;
  for (;;) {
    const worked =
      (await by_socket(() => on_reach(true), note)) || (await by_polling(seen, () => on_reach(true), note));
    if (worked) {
      wait = first_pause;
    } else {
      on_reach(false);
      seen.n = 0;
    }
    await pause(wait);
    wait = Math.min(wait * 2, longest_pause);
  }
}
