// Follows the sandbox's events: by WebSocket, and by long polling while that does not work.
import {events_after} from './api.js';

const first_pause = 500;
const longest_pause = 8000;
const polling_lasts = 30_000;

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

/** The number of the newest event, without waiting. */
async function newest(since) {
  for (;;) {
    const {events, next} = await events_after(since, 0);
    if (!events.length) return next;
    since = next;
  }
}

/** Polls for a while, then gives the WebSocket another chance. False when the sandbox did not answer. */
async function by_polling(on_open, on_event) {
  const until = Date.now() + polling_lasts;
  let reached = false;
  try {
    let since = await newest(0);
    reached = true;
    on_open();
    while (Date.now() < until) {
      const {events, next} = await events_after(since, 10_000);
      // Silence may also mean a new sandbox that counts from 1 again.
      since = events.length ? next : await newest(0);
      if (!events.length && since !== next) on_open();
      events.forEach(on_event);
    }
  } catch (error) {
    if (error.status !== 0) console.warn(error);
  }
  return reached;
}

/**
 * Calls `on_event` for each event, and `on_reach` with true when a connection begins (everything has to be read again:
 * events may have been missed) and with false when it is lost. Never ends.
 */
export async function follow(on_event, on_reach) {
  let wait = first_pause;
  for (;;) {
    const begun = () => on_reach(true);
    if ((await by_socket(begun, on_event)) || (await by_polling(begun, on_event))) {
      wait = first_pause;
    } else {
      on_reach(false);
    }
    await pause(wait);
    wait = Math.min(wait * 2, longest_pause);
  }
}
