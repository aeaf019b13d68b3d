// Follows the sandbox while a run lasts, and wakes those who wait for something to happen.
import {record} from './record.mjs';

const poll = 300; // ms that one question waits for events

export class feed {
  constructor(api) {
    this.api = api;
    this.record = new record();
    this.waiting = new Set();
    this.listeners = [];
    this.next = 0;
    this.next_request = 0;
  }

  start() {
    this.running = this.follow();
    return this;
  }
  async stop() {
    this.over = true;
    await this.running;
  }

  async follow() {
    while (!this.over) await this.look(poll);
  }

  /** Takes what is new; may be called while another call waits. */
  async look(timeout = 0) {
    const {events} = await this.api.get(`/events?since=${this.next}&timeout_ms=${timeout}`);
    for (const event of events) {
      if (event.n <= this.next) continue;
      this.next = event.n;
      this.record.take(event);
      for (const listener of this.listeners) listener(event);
    }
    await this.look_at_bot();
    for (const wake of [...this.waiting]) wake();
  }

  async look_at_bot() {
    for (let more = true; more;) {
      const {requests} = await this.api.get(`/requests?since=${this.next_request}&service=bot`);
      more = requests.length >= 500;
      for (const request of requests) {
        if (request.n <= this.next_request) continue;
        // One that is not answered yet is taken when it is, and those behind it after it.
        if (request.status < 0) return;
        this.next_request = request.n;
        this.record.take_turn(request);
      }
    }
  }

  on(listener) {
    this.listeners.push(listener);
  }

  /** What `look()` gives once it is truthy, or undefined after `limit` ms. */
  until(look, limit) {
    return new Promise((done, fail) => {
      const end = (value) => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        done(value);
      };
      const wake = () => {
        try {
          const found = look();
          if (found) end(found);
        } catch (error) {
          this.waiting.delete(wake);
          clearTimeout(timer);
          fail(error);
        }
      };
      const timer = setTimeout(() => end(undefined), limit);
      this.waiting.add(wake);
      wake();
    });
  }
}
